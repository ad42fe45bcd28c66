/** Logs of jobs, as text and as a stream of events. */
@NullMarked
package dev.skydeck.gateway.logs;

import org.jspecify.annotations.NullMarked;
