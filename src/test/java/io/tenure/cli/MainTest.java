package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide --help",
                "rules --help",
                "rules check --help",
                "rules draft --help",
                "rules list --help",
                "rules diff --help",
                "rules impact --help",
                "rules publish --help",
                "rules rollback --help",
                "report -h",
                "people --help",
                "people add --help",
                "people token --help",
                "people tokens --help",
                "people disable --help",
                "people password --help",
                "people revoke --help",
                "load --help"
            })
    void everyCommandExplainsItself(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(out, err, command)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./tenure " + command.replaceFirst(" -.*", ""))
                .contains("--help");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decide --help", "rules check --help", "rules check .", "people --help"})
    void aReaderThatHasEndedIsNoFailureToTellAbout(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(failing("Broken pipe"), err, command)).isEqualTo(CliException.EXIT_FAILURE);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decide --help", "rules check ."})
    void aFullDiskIsOneSentence(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(failing("No space left on device"), err, command)).isEqualTo(CliException.EXIT_FAILURE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("The output could not be written: No space left on device." + System.lineSeparator());
    }

    private static int run(OutputStream out, OutputStream err, String command) {
        return Main.run(Console.of(out, err, false, false), new RulesetLoader(), Clock.systemUTC(), command.split(" "));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
