/** Rows of the database that no program of ours wrote, and what the API makes of them. */
@NullMarked
package dev.skydeck.launcher.rows;

import org.jspecify.annotations.NullMarked;
