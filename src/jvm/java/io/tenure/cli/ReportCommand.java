package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `report`: how customers responded to the recommended actions.
@Command(
        name = "report",
        description =
                "Show how customers responded to the actions that a running Tenure recommended, with confidence intervals.",
        footer = {
            "",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in (default: the demo account viewer)."
        })
final class ReportCommand implements Callable<Integer> {
    private final Console console;
    private final ServiceClient service;

    @Option(
            names = "--group-by",
            paramLabel = "KEYS",
            description = "One or more of action, level, stage, release, month, separated by commas (default: action).")
    private @Nullable String groupBy;

    @Option(names = "--from", paramLabel = "DAY", description = "First day of the decisions (default: 90 days ago).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day of the decisions (default: today).")
    private @Nullable LocalDate to;

    @Option(names = "--action", paramLabel = "CODES", description = "Only these actions.")
    private @Nullable String action;

    @Option(names = "--level", paramLabel = "CODES", description = "Only these retention levels.")
    private @Nullable String level;

    @Option(names = "--stage", paramLabel = "CODES", description = "Only these stages.")
    private @Nullable String stage;

    @Option(names = "--release", paramLabel = "NUMBERS", description = "Only these releases.")
    private @Nullable String release;

    @Option(names = "--user", paramLabel = "NAME", description = "Use this demo account (default: ${DEFAULT-VALUE}).")
    private String user = "viewer";

    @Option(names = "--lang", paramLabel = "en|zh", description = "Language of the report.")
    private String language = "en";

    ReportCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Override
    public Integer call() throws IOException, CliException {
        String query = RulesCommand.query(
                "groupBy", groupBy, "from", from, "to", to, "action", action, "level", level, "stage", stage, "release",
                release);
        String report = service.send(user, language, "GET", "/report" + query, "", new byte[0], "text/plain");
        console.out().write(report.getBytes(UTF_8));
        console.out().flush();
        return 0;
    }
}
