package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.text.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `audit`: the audit log of a running Tenure, and whether it is as it was written.
@Command(
        name = "audit",
        description = "Read and verify the audit log of a running Tenure.",
        footer = {
            "",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in (default: the demo account operator)."
        })
final class AuditCommand {
    private final Console console;
    private final ServiceClient service;

    @Option(names = "--user", paramLabel = "NAME", description = "Use this demo account (default: ${DEFAULT-VALUE}).")
    private String user = "operator";

    AuditCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Command(name = "list", description = "Print the latest entries, newest first.")
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Most entries (default: ${DEFAULT-VALUE}).")
                    int limit)
            throws IOException, CliException {
        JsonNode audit =
                service.sendJson(user, console.locale(), "GET", "/audit" + ServiceClient.query("limit", limit), null);
        for (JsonNode entry : audit.path("entries")) {
            console.print(String.join(
                    "  ",
                    entry.path("at").asText().replaceFirst("\\.\\d+", ""),
                    entry.path("actor").asText(),
                    entry.path("operation").asText(),
                    Console.onOneLine(entry.path("detail").asText())));
        }
        return 0;
    }

    @Command(
            name = "verify",
            description = "Compute the hash of every entry anew, and print the first that isn't as it was logged.")
    int verify(
            @Option(
                            names = "--head",
                            paramLabel = "HASH",
                            description =
                                    "A head that an earlier verification printed: tells whether entries since then"
                                            + " were removed from the end.")
                    @Nullable
                    String head)
            throws IOException, CliException {
        JsonNode found = service.sendJson(
                user, console.locale(), "GET", "/audit/verification" + ServiceClient.query("head", head), null);
        boolean intact = found.path("intact").asBoolean();
        console.print(
                Message.of("cli.audit.entries", "entries", found.path("entries").asLong()));
        if (!intact) {
            console.print(found.path("broken").path("message").asText());
        }
        console.print(Message.of("cli.audit.head", "head", found.path("head").asText()));
        return intact ? 0 : CliException.EXIT_FAILURE;
    }
}
