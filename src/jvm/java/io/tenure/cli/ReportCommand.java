package io.tenure.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `report`: how customers responded to the recommended actions.
@Command(
        name = "report",
        description = "Show how customers responded to the actions that a running Tenure recommended, with confidence"
                + " intervals.",
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
            description =
                    "One or more of action, level, stage, cause, release, month, and the outcomes of your own that are"
                            + " codes, true or false, separated by commas (default: action).")
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

    @Option(names = "--cause", paramLabel = "CODES", description = "Only these likely reasons for leaving.")
    private @Nullable String cause;

    @Option(names = "--release", paramLabel = "NUMBERS", description = "Only these releases.")
    private @Nullable String release;

    @Option(
            names = "--outcome",
            paramLabel = "VALUES",
            description = "Only these values of outcomes of your own, such as behaviouralSegment:FADING_BUYER.")
    private @Nullable String outcome;

    @Option(names = "--user", paramLabel = "NAME", description = "Use this demo account (default: ${DEFAULT-VALUE}).")
    private String user = "viewer";

    ReportCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Override
    public Integer call() throws IOException, CliException {
        String query = ServiceClient.query(
                "groupBy", groupBy, "from", from, "to", to, "action", action, "level", level, "stage", stage, "cause",
                cause, "release", release, "outcome", outcome);
        console.write(service.send(user, console.locale(), "GET", "/report" + query, "", new byte[0], "text/plain"));
        return 0;
    }
}
