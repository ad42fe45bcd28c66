package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.gateway.ContractCheck;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds of every answer, whatever was asked. */
final class AnswerRules {
    /** A part that is needed is away, or late: these tests run without SkyPilot. */
    private static final Set<Integer> DECLARED = Set.of(503, 504);
    /** What only the inside knows: class names, stack traces, SQL's words, where the file lies. */
    private static final Pattern INSIDE =
            Pattern.compile("(?i)\\b(java|io\\.vertx|io\\.netty|com\\.fasterxml|org\\.sqlite|dev\\.skydeck)\\.[a-z]"
                    + "|[a-z]Exception\\b|\\tat |StreamReadConstraints|SQLITE_|sqlstate|skydeck-hostile");

    private static final String PROBLEM = "application/problem+json";

    private final ContractCheck contract;

    AnswerRules(ContractCheck contract) {
        this.contract = contract;
    }

    void check(String method, String target, RawAnswer answer) {
        String text = answer.text();
        String asked = method + " " + target + " -> " + answer.status();
        if (answer.status() >= 500) {
            assertThat(answer.status()).as("%s: %s", asked, text).isIn(DECLARED);
        }
        assertThat(INSIDE.matcher(text).find())
                .as("%s tells of the inside: %s", asked, text)
                .isFalse();
        assertThat(answer.headers()).as(asked).containsEntry("X-Content-Type-Options", "nosniff");
        String path = target.split("\\?", -1)[0];
        if (path.startsWith("/api/") && !method.equals("HEAD") && !movesUp(path)) {
            if (answer.body().length() > 0) {
                assertThat(answer.header("Content-Type")).as(asked).isIn("application/json", PROBLEM);
            }
            if (answer.status() >= 400) {
                contract.schema(schema(answer), text);
            }
            contract.answer(method, target, answer.status(), answer.headers(), text);
        }
    }

    private static String schema(RawAnswer answer) {
        if (PROBLEM.equals(answer.header("Content-Type"))) {
            return "ProblemDetails";
        }
        return answer.status() == 422 ? "ValidationProblem" : "Problem";
    }

    /** Such a path is another operation's once it is made simple. */
    private static boolean movesUp(String path) {
        return Pattern.compile("/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE)
                .matcher(path)
                .find();
    }
}
