/** The only code that talks to browsers: REST, events, the page. */
@NullMarked
package dev.skydeck.gateway;

import org.jspecify.annotations.NullMarked;
