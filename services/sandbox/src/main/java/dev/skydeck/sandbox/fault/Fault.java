package dev.skydeck.sandbox.fault;

/** One way to go wrong. */
public enum Fault {
    /** The connection is closed as soon as the request's head was read. */
    RESET,
    /** The request is carried out, and the connection closed instead of an answer. */
    ANSWER_LOST,
    /** The request is taken and never answered. */
    HANG,
    /** One byte of the answer a second. */
    SLOW,
    /** Python's traceback as plain text. */
    TEXT_500,
    /** A proxy's page. */
    HTML_502,
    /** A proxy's page. */
    HTML_504,
    /** To a login page. */
    REDIRECT,
    /** SkyPilot's own. */
    UNAUTHORIZED,
    /** SkyPilot's own. */
    FORBIDDEN,
    /** A login page where there should be data. */
    HTML_200,
    /** SkyPilot's own for a client that is too old. */
    VERSION_400,
    /** Unknown route, or a request that a restart forgot. */
    NOT_FOUND,
    /** SkyPilot's own, for ever. */
    UNAVAILABLE,
    /** Half of a JSON text, and then the connection is closed. */
    CUT,
    /** Less is announced than sent. */
    LENGTH_TOO_SMALL,
    /** JSON, but something else. */
    WRONG_SHAPE,
    /** JSON nested ten thousand deep. */
    DEEP,
    /** A hundred megabytes of JSON. */
    HUGE,
    /** JSON without end. */
    ENDLESS,
    /** A few kilobytes that unpack to hundreds of megabytes. */
    GZIP_BOMB,
    /** The jobs controller is not up: SkyPilot's error that sounds like an empty queue. */
    CONTROLLER_DOWN,
    /** No jobs at all, as for another user or workspace. */
    EMPTY_SCOPE,
    /** Fewer rows than the answer says there are. */
    HALF_PAGE,
    /** A server behind the same address that has fewer jobs. */
    OTHER_DATABASE,
    /** A status word that nobody knows. */
    UNKNOWN_STATUS,
    /** Numbers that are none. */
    NOT_A_NUMBER,
    /** Five megabytes of details. */
    LONG_TEXT,
    /** Each row twice. */
    DOUBLED_ROWS,
    /** Oldest first. */
    OUT_OF_ORDER,
    /** Rows with nothing but nulls among the others. */
    NULL_ROWS;

    /** Whether only what a queue request results in is another; the HTTP around it is as ever. */
    public boolean isOfValues() {
        return compareTo(CONTROLLER_DOWN) >= 0;
    }
}
