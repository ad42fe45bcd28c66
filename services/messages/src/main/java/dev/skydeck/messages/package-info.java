/** What services say to each other: one sealed family of requests per answering service, and the events. */
@NullMarked
package dev.skydeck.messages;

import org.jspecify.annotations.NullMarked;
