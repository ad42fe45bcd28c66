/** The only code that talks to S3: lists every experiment's prefix and reports the checkpoints it finds. */
@NullMarked
package dev.skydeck.syncer;

import org.jspecify.annotations.NullMarked;
