package dev.skydeck.syncer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** On s3proxy, which the build fetches. */
class S3FaultsOnS3ProxyTest extends S3FaultsContract {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target/s3proxy/s3proxy.jar").toAbsolutePath();

    @Override
    S3Server start(Path folder) throws Exception {
        Files.writeString(folder.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=none
                jclouds.provider=transient-nio2
                jclouds.identity=local
                jclouds.credential=local
                """);
        return ServerProcess.start(
                folder,
                List.of(
                        JAVA,
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--properties",
                        "s3proxy.properties"),
                Pattern.compile("\\{127\\.0\\.0\\.1:(\\d+)}"));
    }
}
