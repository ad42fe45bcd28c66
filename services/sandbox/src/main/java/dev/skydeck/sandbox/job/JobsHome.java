package dev.skydeck.sandbox.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs live and how they learn of it.
 *
 * @param folder holds a folder for each job
 * @param workdir the working directory of all of them, null where each has its own
 * @param variables what tells a job which one it is
 */
public record JobsHome(Path folder, @Nullable Path workdir, JobVariables variables) {}
