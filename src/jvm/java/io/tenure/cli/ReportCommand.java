package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `effect`: what came of the advice of a running Tenure.
@Command(
        name = "effect",
        description = "Show what came of the advice of a running Tenure, with how sure the numbers are.",
        footer = {
            "",
            "Where: TENURE_URL, or http://localhost:8080. Who: TENURE_USER and TENURE_PASSWORD,",
            "or the viewer that './tenure run' made (--as NAME for another)."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private final Console console;
    private final ServiceClient service;

    @Option(
            names = "--by",
            paramLabel = "KEYS",
            description = "One or more of action, level, stage, release, month, commas between; action if left out.")
    private @Nullable String by;

    @Option(names = "--from", paramLabel = "DAY", description = "First day of decisions; 90 days if left out.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day of decisions; today if left out.")
    private @Nullable LocalDate to;

    @Option(names = "--action", paramLabel = "CODES", description = "Only these actions.")
    private @Nullable String action;

    @Option(names = "--level", paramLabel = "CODES", description = "Only these retention levels.")
    private @Nullable String level;

    @Option(names = "--stage", paramLabel = "CODES", description = "Only these stages.")
    private @Nullable String stage;

    @Option(names = "--release", paramLabel = "NUMBERS", description = "Only these releases.")
    private @Nullable String release;

    @Option(names = "--as", paramLabel = "NAME", description = "Act as this person.")
    private String as = "viewer";

    @Option(names = "--lang", paramLabel = "LANG", description = "en or zh.")
    private String language = "en";

    ReportCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Override
    public Integer call() throws IOException, CliException {
        String query = RulesCommand.query(
                "by", by, "from", from, "to", to, "action", action, "level", level, "stage", stage, "release", release);
        String answer = service.send(as, language, "GET", "/effect" + query, "", new byte[0], "text/plain");
        console.out().write(answer.getBytes(UTF_8));
        console.out().flush();
        return 0;
    }
}
