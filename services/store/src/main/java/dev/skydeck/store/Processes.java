package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.LeaseHolder;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What can be seen of other processes from this one. */
interface Processes {
    /** What a look shows. */
    enum Look {
        /** It runs. */
        ALIVE,
        /** It does not run any more. */
        DEAD,
        /** It cannot be told from here. */
        UNKNOWN
    }

    /** The processes of this machine. */
    Processes LOCAL = Processes::look;

    Look at(LeaseHolder holder);

    private static Look look(LeaseHolder holder) {
        if (!holder.host().equals(hostName())) {
            return Look.UNKNOWN;
        }
        if (holder.pid() == ProcessHandle.current().pid()) {
            // An instance that was undeployed in our own process cannot be told from one that works.
            return Look.UNKNOWN;
        }
        return ProcessHandle.of(holder.pid())
                        .flatMap(process -> process.info().startInstant())
                        .filter(start -> Math.abs(start.toEpochMilli() - holder.startedAt()) < 1_000)
                        .isPresent()
                ? Look.ALIVE
                : Look.DEAD;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
