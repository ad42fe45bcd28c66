/** Programs that measure the built product from outside, as a user meets it. */
@NullMarked
package dev.skydeck.benchmarks;

import org.jspecify.annotations.NullMarked;
