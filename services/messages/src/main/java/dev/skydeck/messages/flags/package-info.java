/**
 * What is known of a tool's flags: read from a JSON Schema, and held against the values that people set. Pure functions; the
 * gateway and the extractor ask them for definitions, the store for verdicts.
 */
@NullMarked
package dev.skydeck.messages.flags;

import org.jspecify.annotations.NullMarked;
