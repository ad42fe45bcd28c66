/** The reconciler in the simulator. */
@NullMarked
package dev.skydeck.reconciler;

import org.jspecify.annotations.NullMarked;
