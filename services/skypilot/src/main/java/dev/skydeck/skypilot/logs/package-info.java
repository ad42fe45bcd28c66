/** Logs of jobs: one stream from SkyPilot a job, written to disk; every reader reads the disk. */
@NullMarked
package dev.skydeck.skypilot.logs;

import org.jspecify.annotations.NullMarked;
