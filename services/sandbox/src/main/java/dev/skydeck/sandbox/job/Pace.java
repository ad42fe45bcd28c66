package dev.skydeck.sandbox.job;

/**
 * How long the sandbox takes over what takes a real server long, in seconds.
 *
 * @param pending how long a job is PENDING
 * @param starting how long a job is STARTING or RECOVERING, at least
 * @param cleanup how long after its end a job becomes DONE
 * @param kill how long after TERM a cancelled job is given KILL
 */
public record Pace(double pending, double starting, double cleanup, double kill) {}
