/** Tests drive a real sandbox over HTTP, with real processes. */
@NullMarked
package dev.skydeck.sandbox;

import org.jspecify.annotations.NullMarked;
