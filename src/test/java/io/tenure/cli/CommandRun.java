package io.tenure.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The command run in this process, by the bundle at the project's root, on a day that never changes.
record CommandRun(int status, String out, String err) {
    static final Path FILES = Path.of("src/test/resources/cli");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC);
    private static final RulesetLoader BUNDLED_RULES = new RulesetLoader() {
        private RulesetLoader.@Nullable LoadedRuleset loaded;

        @Override
        synchronized RulesetLoader.LoadedRuleset load(@Nullable Path folder, Locale locale) throws CliException {
            if (folder != null) {
                return super.load(folder, locale);
            }
            if (loaded == null) {
                loaded = new RulesetLoader.LoadedRuleset(
                        super.load(Path.of("."), locale).ruleset(), 0);
            }
            return loaded;
        }
    };

    static CommandRun decide(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = new String[arguments.length + 1];
        args[0] = "decide";
        for (int i = 0; i < arguments.length; i++) {
            args[i + 1] = arguments[i].toString();
        }
        int status = Main.run(Console.of(out, err, false, false), BUNDLED_RULES, CLOCK, args);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static ReaderAndRuleset readerAndRuleset() {
        try {
            var ruleset = BUNDLED_RULES.load(null, Locale.ENGLISH).ruleset();
            return new ReaderAndRuleset(new io.tenure.input.CustomerReader(ruleset.ruleset(), CLOCK), ruleset);
        } catch (CliException refused) {
            throw new AssertionError(refused.getMessage());
        }
    }

    record ReaderAndRuleset(io.tenure.input.CustomerReader reader, io.tenure.engine.CompiledRuleset ruleset) {}
}
