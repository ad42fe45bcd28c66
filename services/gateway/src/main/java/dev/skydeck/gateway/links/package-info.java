/** Links to elsewhere, made of what an experiment says of itself. */
@NullMarked
package dev.skydeck.gateway.links;

import org.jspecify.annotations.NullMarked;
