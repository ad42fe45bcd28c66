/** Tasks as SkyPilot's YAML describes them. */
@NullMarked
package dev.skydeck.sandbox.task;

import org.jspecify.annotations.NullMarked;
