/** What the API does with requests that nobody should send, on a real store. */
@NullMarked
package dev.skydeck.launcher.hostile;

import org.jspecify.annotations.NullMarked;
