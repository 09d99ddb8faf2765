package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.text.Message;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `audit`: whether the audit log of a running Tenure is as it was written.
@Command(
        name = "audit",
        description = "Verify the audit log of a running Tenure.",
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

    @Option(names = "--lang", paramLabel = "en|zh", description = "Language of the result.")
    private String language = "en";

    AuditCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
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
        JsonNode found = new ObjectMapper()
                .readTree(service.send(
                        user,
                        language,
                        "GET",
                        "/audit/verification" + RulesCommand.query("head", head),
                        "",
                        new byte[0],
                        "application/json"));
        Locale locale = Locale.forLanguageTag(language);
        boolean intact = found.path("intact").asBoolean();
        print(Message.of("cli.audit.entries", "entries", found.path("entries").asLong())
                .in(locale));
        if (!intact) {
            print(found.path("broken").path("message").asText());
        }
        print(Message.of("cli.audit.head", "head", found.path("head").asText()).in(locale));
        return intact ? 0 : CliException.EXIT_FAILURE;
    }

    private void print(String line) throws IOException {
        console.out().write((line + System.lineSeparator()).getBytes(UTF_8));
        console.out().flush();
    }
}
