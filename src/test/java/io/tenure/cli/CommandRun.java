package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.UsersForTests;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The command run in this process, by the bundle at the project's root, on a day that never changes.
public record CommandRun(int status, String out, String err) {
    static final Path FILES = Path.of("src/test/resources/cli");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC);
    private static final RulesetLoader BUNDLED_RULES = new RulesetLoader() {
        private RulesetLoader.@Nullable LoadedRuleset loaded;

        @Override
        synchronized RulesetLoader.LoadedRuleset load(@Nullable Path folder) throws CliException {
            if (folder != null) {
                return super.load(folder);
            }
            if (loaded == null) {
                RulesetLoader.LoadedRuleset found = super.load(Path.of("."));
                loaded = new RulesetLoader.LoadedRuleset(found.bundle(), found.ruleset(), 0);
            }
            return loaded;
        }
    };

    private static final ServiceClient NO_SERVICE = new ServiceClient(Map.of(), null);

    static CommandRun decide(Object... arguments) {
        String[] args = new String[arguments.length + 1];
        args[0] = "decide";
        for (int i = 0; i < arguments.length; i++) {
            args[i + 1] = arguments[i].toString();
        }
        return of(NO_SERVICE, args);
    }

    /// Any command, whose arguments stand between spaces.
    public static CommandRun of(String command) {
        return of(NO_SERVICE, command.split(" "));
    }

    static CommandRun of(ServiceClient service, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(Console.of(out, err, false, false), BUNDLED_RULES, service, CLOCK, arguments);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// A running service as a user of the tests calls it.
    static ServiceClient service(URL url, String user) {
        return new ServiceClient(
                Map.of("TENURE_URL", url.toString(), "TENURE_USER", user, "TENURE_PASSWORD", UsersForTests.password()),
                null);
    }

    /// Fails if what was printed has an English sentence: three words in a row that are no command, option or path.
    CommandRun assertChinese() {
        String words = (out + err)
                .replaceAll("\\./tenure [a-z]+( [a-z]+)?", "")
                .replaceAll("--[a-z-]+", "")
                .replaceAll("[\\w.:-]*[/\\\\][\\w./:\\\\-]*", "");
        assertThat(words).containsPattern("\\p{IsHan}").doesNotContainPattern("[A-Za-z]{2,}([ ,.:;]+[A-Za-z]{2,}){2}");
        return this;
    }

    static ReaderAndRuleset readerAndRuleset() {
        try {
            var ruleset = BUNDLED_RULES.load(null).ruleset();
            return new ReaderAndRuleset(new io.tenure.input.CustomerReader(ruleset.ruleset(), CLOCK), ruleset);
        } catch (CliException refused) {
            throw new AssertionError(refused.getMessage());
        }
    }

    record ReaderAndRuleset(io.tenure.input.CustomerReader reader, io.tenure.engine.CompiledRuleset ruleset) {}
}
