package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchGuardOptionTest {
    @ParameterizedTest
    @CsvSource({
        "--launch-guard=on, --launch-guard must be off or s3.",
        "--launch-guard=, --launch-guard must be off or s3.",
        "--launch-guard=s3, '--launch-guard s3 needs --s3-bucket, where jobs make their claims.'",
        "--launch-guard=s3 --s3-bucket=, '--launch-guard s3 needs --s3-bucket, where jobs make their claims.'",
        "--launch-guard=s3 --s3-bucket=b --s3-endpoint=http://ann:pass@s3.example.org, With --launch-guard s3 the S3"
                + " endpoint must hold no user or password"
    })
    void shouldRefuseAGuardThatCannotBe(String options, String sentence) {
        // Given
        StringWriter said = new StringWriter();
        // When
        int code = Main.commandLine().setErr(new PrintWriter(said)).execute(("serve " + options).split(" ", -1));
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(said.toString()).startsWith(sentence);
    }
}
