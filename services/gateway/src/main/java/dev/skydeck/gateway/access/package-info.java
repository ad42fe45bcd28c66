/** Who calls: secrets, what they were found to be, and the streams that end with them. */
@NullMarked
package dev.skydeck.gateway.access;

import org.jspecify.annotations.NullMarked;
