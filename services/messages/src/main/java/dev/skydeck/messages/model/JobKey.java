package dev.skydeck.messages.model;

/**
 * What identifies a job. Job ids start again when a server's database is replaced, hence the server number.
 *
 * @param taskId position of the task in its job, from 0
 */
public record JobKey(long server, long jobId, int taskId) {}
