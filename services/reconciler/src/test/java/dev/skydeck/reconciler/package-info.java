@NullMarked
package dev.skydeck.reconciler;

import org.jspecify.annotations.NullMarked;
