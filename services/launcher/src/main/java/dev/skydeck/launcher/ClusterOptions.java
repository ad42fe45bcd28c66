package dev.skydeck.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How processes that share the roles find each other. On one machine the database's path is enough: it gives the
 * cluster's name and one loopback port a role, so that processes started with the same options meet, in any order.
 */
final class ClusterOptions {
    private static final int FIRST_PORT = 20_000;
    private static final int SLOTS = 2_400;
    private static final int DEFAULT_MEMBER_PORT = 5701;

    @Option(
            names = "--cluster",
            paramLabel = "NAME[@HOST[:PORT],...]",
            description = "Name of the cluster and where its members are; needed only across machines.")
    @Nullable
    String name;

    @Option(
            names = "--bus-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "This process's address on the bus's private network (default ${DEFAULT-VALUE}).")
    String busHost = "127.0.0.1";

    Cluster resolve(Path database, Set<Role> roles) {
        if (name != null && name.contains("@")) {
            int at = name.indexOf('@');
            List<String> members = Stream.of(name.substring(at + 1).split(",", -1))
                    .map(member -> member.contains(":") ? member : member + ":" + DEFAULT_MEMBER_PORT)
                    .toList();
            return new Cluster(name.substring(0, at), busHost, DEFAULT_MEMBER_PORT, members);
        }
        byte[] hash = sha256(name != null ? name : database.toString());
        int base = FIRST_PORT + Math.floorMod(hash[0] << 16 | (hash[1] & 0xff) << 8 | (hash[2] & 0xff), SLOTS) * 5;
        List<String> members = new ArrayList<>();
        for (Role member : Role.values()) {
            members.add(busHost + ":" + (base + member.slot()));
        }
        int slot = roles.stream().mapToInt(Role::slot).min().orElse(0);
        String cluster = name != null ? name : "skydeck-" + HexFormat.of().formatHex(hash, 0, 8);
        return new Cluster(cluster, busHost, base + slot, List.copyOf(members));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
