/** The filter language of lists: text into conditions, conditions upon experiments. */
@NullMarked
package dev.skydeck.gateway.filter;

import org.jspecify.annotations.NullMarked;
