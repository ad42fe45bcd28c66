/** The decisions about a job, without processes. */
@NullMarked
package dev.skydeck.sandbox.job;

import org.jspecify.annotations.NullMarked;
