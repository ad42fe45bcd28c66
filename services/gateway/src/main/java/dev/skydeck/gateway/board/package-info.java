/** The board, read once per revision for all who ask. */
@NullMarked
package dev.skydeck.gateway.board;

import org.jspecify.annotations.NullMarked;
