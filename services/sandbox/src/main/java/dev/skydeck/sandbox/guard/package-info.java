/** What both ports let in. */
@NullMarked
package dev.skydeck.sandbox.guard;

import org.jspecify.annotations.NullMarked;
