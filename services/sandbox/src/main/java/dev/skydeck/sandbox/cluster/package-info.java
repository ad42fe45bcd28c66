/** Clusters: what they are, what happens to them, and their jobs, which run as those of package {@code job} do. */
@NullMarked
package dev.skydeck.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
