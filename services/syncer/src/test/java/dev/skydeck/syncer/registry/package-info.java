@NullMarked
package dev.skydeck.syncer.registry;

import org.jspecify.annotations.NullMarked;
