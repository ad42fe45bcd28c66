/** The things the messages speak of. Every type is immutable all the way down. */
@NullMarked
package dev.skydeck.messages.model;

import org.jspecify.annotations.NullMarked;
