package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.text.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// The command `rules keep`: keeps a stored decision as a scenario.
@Command(
        name = "keep",
        description = "Keep a stored decision as a scenario of a draft, or write it as a row of a sheet of scenarios.")
final class KeepCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "author";

    private final Console console;
    private final ServiceClient service;

    @ParentCommand
    private @Nullable RulesCommand rules;

    @Parameters(paramLabel = "DECISION", description = "The decision's id, as the answer has it.")
    private String decision = "";

    @Option(names = "--draft", paramLabel = "ID", description = "The draft that receives the scenario.")
    private @Nullable Integer draft;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The scenario's name (default: made of its facts). One of that name is replaced.")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the scenario into this CSV file instead, to be copied into a sheet: for a service that"
                    + " runs as a native binary, which can't write workbooks.")
    private @Nullable Path out;

    KeepCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Override
    public Integer call() throws IOException, CliException {
        if ((draft == null) == (out == null) || out != null && name != null) {
            throw CliException.usageError(Message.of("cli.keep.draft-or-out"));
        }
        String path = "/decisions/" + URLEncoder.encode(decision, StandardCharsets.UTF_8) + "/scenario";
        String user = Objects.requireNonNull(rules).client().userOr(ACCOUNT);
        if (out != null) {
            Files.writeString(out, service.send(user, console.locale(), "GET", path, "", new byte[0], "text/csv"));
            console.print(Message.of("cli.keep.written", "file", out.toString()));
            return 0;
        }
        ObjectNode kept = JSON.createObjectNode().put("draft", draft);
        if (name != null) {
            kept.put("name", name);
        }
        JsonNode changed = service.sendJson(user, console.locale(), "POST", path, kept);
        console.print(Message.of(
                "cli.keep.kept",
                "draft",
                changed.path("id").asInt(),
                "version",
                changed.path("version").asInt()));
        return 0;
    }
}
