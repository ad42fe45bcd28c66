/**
 * What the axes of a sweep come to: how many experiments, which, and what is wrong with them. Pure functions; the gateway asks
 * them to name a wrong field, the store to make the members.
 */
@NullMarked
package dev.skydeck.messages.sweep;

import org.jspecify.annotations.NullMarked;
