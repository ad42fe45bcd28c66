package dev.skydeck.launcher;

import dev.skydeck.launcher.TokenStore.Made;
import dev.skydeck.launcher.TokenStore.Shown;
import dev.skydeck.messages.model.TokenScope;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skydeck token}: who may use the API. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description =
                "Makes, lists and revokes access tokens. As soon as there is one, every caller of the API needs one.",
        subcommands = {TokenCommand.Create.class, TokenCommand.Lister.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: create, list or revoke.");
    }

    /** What the three share. */
    abstract static class Action implements Callable<Integer> {
        @Mixin
        private DatabaseOption database = new DatabaseOption();

        @Mixin
        JsonOption json = new JsonOption();

        @Override
        public final Integer call() throws Exception {
            if (!(this instanceof Create) && !Files.exists(database.path())) {
                throw new NotDone("There is no database " + database.path() + ".");
            }
            try (TokenStore tokens = TokenStore.of(database.path())) {
                run(tokens);
            }
            return 0;
        }

        abstract void run(TokenStore tokens) throws Exception;
    }

    /** {@code skydeck token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints its secret, which is not shown again.")
    static final class Create extends Action {
        @Parameters(paramLabel = "NAME", description = "Who uses it; the history calls them so.")
        private String name = "";

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                required = true,
                description = "What it allows, each what those before it do: ${COMPLETION-CANDIDATES}.")
        private TokenScope scope = TokenScope.READ;

        @Option(
                names = "--expires-in",
                paramLabel = "DAYS",
                description = "Works for so many days (default: until it is revoked).")
        private @Nullable Integer days;

        @Override
        void run(TokenStore tokens) throws Exception {
            Optional<Instant> expires = Optional.ofNullable(days)
                    .map(count -> Instant.now().plus(Duration.ofDays(count)).truncatedTo(ChronoUnit.SECONDS));
            Made made = tokens.create(name, scope, expires);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("token", fields(made.token()));
            fields.put("secret", made.secret());
            json.print(
                    "The token of " + made.token().name() + ", which may "
                            + made.token().scope() + "; it is not shown again:" + System.lineSeparator()
                            + made.secret(),
                    fields);
        }
    }

    /** {@code skydeck token list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all tokens, without their secrets.")
    static final class Lister extends Action {
        @Override
        void run(TokenStore tokens) throws Exception {
            List<Shown> all = tokens.list();
            json.print(
                    all.isEmpty()
                            ? "There are no tokens: whoever reaches the loopback address may do all."
                            : all.stream().map(Lister::line).collect(Collectors.joining(System.lineSeparator())),
                    Map.of("tokens", all.stream().map(TokenCommand::fields).toList()));
        }

        private static String line(Shown token) {
            String state = token.revokedAt() != null
                    ? "revoked " + token.revokedAt()
                    : token.expiresAt() == null
                            ? "works"
                            : (token.works() ? "works until " : "expired ") + token.expiresAt();
            return token.id() + "  " + token.name() + "  " + token.scope() + "  " + state;
        }
    }

    /** {@code skydeck token revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a token, the sessions opened with it and its event streams.")
    static final class Revoke extends Action {
        @Parameters(paramLabel = "NAME|ID", description = "The token, by its name or its number.")
        private String which = "";

        @Override
        void run(TokenStore tokens) throws Exception {
            Shown token = tokens.revoke(id(tokens.list()));
            json.print("The token of " + token.name() + " works no more.", Map.of("token", fields(token)));
        }

        /** A name that several had means the one that works, else the newest. */
        private long id(List<Shown> all) {
            return all.stream()
                    .filter(token -> token.name().equals(which)
                            || Long.toString(token.id()).equals(which))
                    .reduce((one, other) -> one.works() ? one : other)
                    .orElseThrow(() -> new NotDone("There is no token " + which + ". skydeck token list shows them."))
                    .id();
        }
    }

    private static Map<String, Object> fields(Shown token) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", token.id());
        fields.put("name", token.name());
        fields.put("scope", token.scope());
        fields.put("created_at", token.createdAt());
        fields.put("expires_at", token.expiresAt());
        fields.put("revoked_at", token.revokedAt());
        fields.put("works", token.works());
        return fields;
    }
}
