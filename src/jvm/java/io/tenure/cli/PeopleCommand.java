package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.report.TerminalWidth;
import io.tenure.text.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `people`: the accounts and API tokens of a running Tenure.
@Command(
        name = "people",
        description = "Manage the accounts of people and the API tokens of programs, on a running Tenure.",
        footer = {
            "",
            "Roles: caller, viewer, author, rule-engineer, approver, operator.",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in (default: the demo account operator)."
        })
final class PeopleCommand {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int NAME_WIDTH = 24;
    private static final int ID_WIDTH = 6;

    private final Console console;
    private final ServiceClient service;

    @Option(names = "--user", paramLabel = "NAME", description = "Use this demo account (default: ${DEFAULT-VALUE}).")
    private String user = "operator";

    PeopleCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Command(name = "list", description = "List the accounts.")
    int list() throws IOException, CliException {
        for (JsonNode person : send("GET", "/people", null).path("people")) {
            String disabled = person.path("disabled").asBoolean()
                    ? "  (" + console.localized(Message.of("cli.people.disabled")) + ")"
                    : "";
            console.print(
                    TerminalWidth.alignLeft(person.path("name").asText(), NAME_WIDTH) + " " + roles(person) + disabled);
        }
        return 0;
    }

    @Command(name = "add", description = "Add an account. Its password is generated and printed once.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Name of the account.") String name,
            @Option(
                            names = "--roles",
                            paramLabel = "ROLES",
                            required = true,
                            split = ",",
                            description = "Roles, separated by commas.")
                    List<String> roles)
            throws IOException, CliException {
        ObjectNode body = MAPPER.createObjectNode().put("name", name);
        roles.forEach(body.putArray("roles")::add);
        console.print(
                name + ":" + send("POST", "/people", body).path("password").asText());
        return 0;
    }

    @Command(name = "disable", description = "Disable an account.")
    int disable(@Parameters(paramLabel = "NAME", description = "Name of the account.") String name)
            throws IOException, CliException {
        send("POST", "/people/" + encoded(name) + "/disable", null);
        console.print(Message.of("cli.people.disabled-account", "name", name));
        return 0;
    }

    @Command(
            name = "password",
            description = "Set a new password, which is generated and printed once; it enables a disabled account.")
    int password(@Parameters(paramLabel = "NAME", description = "Name of the account.") String name)
            throws IOException, CliException {
        JsonNode changed = send("POST", "/people/" + encoded(name) + "/password", MAPPER.createObjectNode());
        console.print(name + ":" + changed.path("password").asText());
        return 0;
    }

    @Command(name = "tokens", description = "List the API tokens.")
    int tokens() throws IOException, CliException {
        for (JsonNode token : send("GET", "/tokens", null).path("tokens")) {
            String revoked = token.hasNonNull("revokedAt")
                    ? "  (" + console.localized(Message.of("cli.people.revoked")) + ")"
                    : "";
            String expires = console.localized(Message.of(
                    "cli.people.expires", "time", token.path("expiresAt").asText()));
            console.print(TerminalWidth.alignRight(token.path("id").asText(), ID_WIDTH) + "  "
                    + TerminalWidth.alignLeft(token.path("name").asText(), NAME_WIDTH) + " " + roles(token) + "  "
                    + expires + revoked);
        }
        return 0;
    }

    @Command(name = "token", description = "Create an API token for a program. It is printed once.")
    int token(
            @Parameters(paramLabel = "NAME", description = "Name of the token.") String name,
            @Option(
                            names = "--roles",
                            paramLabel = "ROLES",
                            required = true,
                            split = ",",
                            description = "Roles, separated by commas.")
                    List<String> roles,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "Days until it expires.")
                    int days)
            throws IOException, CliException {
        ObjectNode body = MAPPER.createObjectNode().put("name", name).put("days", days);
        roles.forEach(body.putArray("roles")::add);
        console.print(send("POST", "/tokens", body).path("token").asText());
        return 0;
    }

    @Command(name = "revoke", description = "Revoke an API token.")
    int revoke(@Parameters(paramLabel = "ID", description = "Number of the token.") long id)
            throws IOException, CliException {
        JsonNode revoked = send("DELETE", "/tokens/" + id, null);
        console.print(Message.of(
                "cli.people.revoked-token",
                "id",
                id,
                "name",
                revoked.path("name").asText()));
        return 0;
    }

    private JsonNode send(String method, String path, @Nullable ObjectNode body) throws IOException, CliException {
        return service.sendJson(user, console.locale(), method, path, body);
    }

    private static String roles(JsonNode account) {
        StringBuilder roles = new StringBuilder();
        account.path("roles")
                .forEach(role -> roles.append(roles.isEmpty() ? "" : ", ").append(role.asText()));
        return roles.toString();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
