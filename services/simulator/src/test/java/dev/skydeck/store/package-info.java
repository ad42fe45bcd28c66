/** The store in the simulator. */
@NullMarked
package dev.skydeck.store;

import org.jspecify.annotations.NullMarked;
