/** What clients get to see. */
@NullMarked
package dev.skydeck.gateway.view;

import org.jspecify.annotations.NullMarked;
