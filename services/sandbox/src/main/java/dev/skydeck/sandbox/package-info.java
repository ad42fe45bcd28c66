/** The sandbox: a small SkyPilot server that runs tasks as local processes, and an S3 server over a folder. */
@NullMarked
package dev.skydeck.sandbox;

import org.jspecify.annotations.NullMarked;
