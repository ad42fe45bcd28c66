/** The S3 side: a path-style S3 server over a folder. */
@NullMarked
package dev.skydeck.sandbox.s3;

import org.jspecify.annotations.NullMarked;
