@NullMarked
package dev.skydeck.syncer;

import org.jspecify.annotations.NullMarked;
