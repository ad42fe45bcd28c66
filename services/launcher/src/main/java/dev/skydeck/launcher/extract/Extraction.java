package dev.skydeck.launcher.extract;

import dev.skydeck.messages.flags.FlagSchemaReader;
import dev.skydeck.messages.flags.SchemaProblem;
import dev.skydeck.messages.model.FlagDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look at a tool: whether it is another than at the last look, and then its flags. Blocks; not for an event loop. */
final class Extraction {
    private static final List<String> ALWAYS = List.of("PATH", "HOME", "LANG");

    private final BoundedProcess process;
    private final Map<String, String> ours;

    /** @param ours the environment of this process */
    Extraction(Duration limit, Map<String, String> ours) {
        this.process = new BoundedProcess(limit, FlagSchemaReader.MOST_BYTES);
        this.ours = Map.copyOf(ours);
    }

    /**
     * What came of a look.
     *
     * @param state what the tool is at now; null when that cannot be told
     * @param flags null when it is what it was, or when {@code error} says why there are none
     * @param error one sentence; null when it went well
     */
    record Look(
            @Nullable String state,
            @Nullable List<FlagDefinition> flags,
            @Nullable String error) {}

    /** @param before the state of the last look that went well, or that was told to fail; null for none */
    Look look(Extractor extractor, @Nullable String before) throws InterruptedException {
        @Nullable String state = null;
        try {
            state = state(extractor);
            if (state.equals(before)) {
                return new Look(state, null, null);
            }
            byte[] schema = process.run(extractor.command(), extractor.directory(), environment(extractor));
            return new Look(state, FlagSchemaReader.read(schema).flags(), null);
        } catch (BoundedProcess.Failed e) {
            return failed(extractor, state, e.what());
        } catch (SchemaProblem e) {
            return failed(extractor, state, "printed no schema that can be used: " + e.pointer() + ": " + e.sentence());
        } catch (IOException e) {
            return failed(extractor, state, "cannot be run: " + e.getMessage());
        }
    }

    private static Look failed(Extractor extractor, @Nullable String state, String what) {
        return new Look(
                state,
                null,
                "The flags of " + extractor.tool() + " stay as they were, since "
                        + extractor.command().get(0) + " " + what + (what.endsWith(".") ? "" : "."));
    }

    private String state(Extractor extractor) throws BoundedProcess.Failed, IOException, InterruptedException {
        StringBuilder state = new StringBuilder();
        if (extractor.gitRef().isPresent()) {
            byte[] commit = process.run(
                    List.of(
                            "git",
                            "rev-parse",
                            "--verify",
                            "--end-of-options",
                            extractor.gitRef().get() + "^{commit}"),
                    extractor.directory(),
                    environment(extractor));
            state.append(new String(commit, StandardCharsets.UTF_8).strip());
        }
        for (Path file : extractor.files()) {
            state.append(' ').append(digest(file));
        }
        return state.toString();
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return "-";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Map<String, String> environment(Extractor extractor) {
        Map<String, String> environment = new LinkedHashMap<>();
        Stream.concat(ALWAYS.stream(), extractor.environment().stream()).forEach(name -> {
            String value = ours.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        });
        return environment;
    }
}
