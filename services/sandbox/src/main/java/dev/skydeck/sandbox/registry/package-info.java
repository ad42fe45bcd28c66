/** A policy registry that knows the checkpoints of the bucket. */
@NullMarked
package dev.skydeck.sandbox.registry;

import org.jspecify.annotations.NullMarked;
