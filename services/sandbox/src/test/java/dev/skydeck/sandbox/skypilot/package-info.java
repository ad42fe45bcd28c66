/** What answers are made of, without a server. */
@NullMarked
package dev.skydeck.sandbox.skypilot;

import org.jspecify.annotations.NullMarked;
