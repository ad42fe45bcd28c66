package dev.skydeck.sandbox.skypilot;

/**
 * What a real server calls a request.
 *
 * @param request as in {@code sky.jobs.launch}
 * @param function what a real server calls for it
 * @param subject what its {@code cluster_name} says
 * @param lengthy whether it is of the schedule type {@code long}
 */
record RouteName(String request, String function, Subject subject, boolean lengthy) {

    enum Subject {
        JOBS_CONTROLLER,
        SERVE_CONTROLLER,
        /** That of the body. */
        CLUSTER,
        NONE
    }

    static RouteName ofJobs(String request, String function) {
        return new RouteName("sky.jobs." + request, function, Subject.JOBS_CONTROLLER, false);
    }

    static RouteName ofCluster(String request, String function) {
        return new RouteName("sky." + request, function, Subject.CLUSTER, false);
    }

    static RouteName ofServer(String request, String function) {
        return new RouteName("sky." + request, function, Subject.NONE, false);
    }

    /** The same as one that takes its time. */
    RouteName slow() {
        return new RouteName(request, function, subject, true);
    }
}
