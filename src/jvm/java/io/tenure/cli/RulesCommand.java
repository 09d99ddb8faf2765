package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.bundle.Bundle;
import io.tenure.csv.UnreadableFileException;
import io.tenure.report.TerminalWidth;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `rules`: changes the rules of a running Tenure, or checks those in a folder without one.
@Command(
        name = "rules",
        description = "Change the rules of a running Tenure. 'check DIR' works without one.",
        footer = {
            "",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in. Without them each command uses the",
            "demo account that has the role it needs (--user NAME for another)."
        })
final class RulesCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NUMBER_WIDTH = 12;
    private static final int TIME_WIDTH = 20;

    private final Console console;
    private final ServiceClient service;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Use this demo account.")
    private @Nullable String user;

    RulesCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Command(description = "Check the rules in a folder, or a draft by its number.")
    int check(
            @Parameters(paramLabel = "DIR|ID", defaultValue = ".", description = "A folder, or a draft's number.")
                    String target)
            throws IOException, CliException {
        if (target.matches("[0-9]+") && !Files.exists(Path.of(target))) {
            return RulesCheck.print(RulesCheck.findings(client().get("/drafts/" + target + "/check")), console);
        }
        Path folder = Path.of(target);
        if (!Files.isDirectory(folder)) {
            throw CliException.failure(Message.of("cli.folder.missing", "folder", folder.toString()));
        }
        return RulesCheck.print(RulesCheck.findings(Bundle.ofDirectory(folder)), console);
    }

    @Command(description = "Upload files as a new draft, or into an existing one.")
    int draft(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Workbooks, DRL files or a zip file.")
                    List<Path> files,
            @Option(
                            names = {"-m", "--comment"},
                            paramLabel = "TEXT",
                            description = "What the draft is for.")
                    @Nullable
                    String comment,
            @Option(names = "--draft", paramLabel = "ID", description = "The draft that receives the files.") @Nullable
                    Integer existing,
            @Option(
                            names = "--base",
                            paramLabel = "N",
                            description = "The release that the draft changes (default: the active one).")
                    @Nullable
                    Integer base)
            throws IOException, CliException {
        boolean code = files.stream()
                .anyMatch(f -> f.toString().endsWith(".drl") || f.toString().endsWith(".zip"));
        String path =
                existing != null ? "/drafts/" + existing + "/files" : base != null ? "/drafts?base=" + base : "/drafts";
        JsonNode draft = client().upload(code ? "engineer" : "author", path, files, comment);
        console.print(Message.of(
                "cli.draft.files",
                "draft",
                draft.path("id").asInt(),
                "version",
                draft.path("version").asInt(),
                "release",
                draft.path("base").asInt(),
                "files",
                draft.path("changes").size()));
        for (JsonNode change : draft.path("changes")) {
            String name = change.path("path").asText();
            Text line = change.path("removed").asBoolean()
                    ? Message.of("cli.draft.deleted-file", "path", name)
                    : Text.same(name);
            console.print("  " + console.localized(line));
        }
        return 0;
    }

    @Command(description = "List drafts and releases.")
    int list() throws IOException, CliException {
        JsonNode releases = client().get("/releases");
        for (JsonNode release : releases.path("releases")) {
            Message number = Message.of(
                    "cli.list.release", "release", release.path("release").asInt());
            String active = console.localized(Message.of("cli.list.active"));
            console.print(String.join(
                    " ",
                    TerminalWidth.alignLeft(console.localized(number), NUMBER_WIDTH),
                    release.path("active").asBoolean() ? active : " ".repeat(TerminalWidth.of(active)),
                    TerminalWidth.alignLeft(
                            withoutFraction(release.path("createdAt").asText()), TIME_WIDTH),
                    release.path("author").asText() + " ",
                    Console.onOneLine(release.path("comment").asText())));
        }
        JsonNode drafts = client().get("/drafts");
        for (JsonNode draft : drafts.path("drafts")) {
            if (draft.path("release").isNull()) {
                Message number =
                        Message.of("cli.list.draft", "draft", draft.path("id").asInt());
                Message base = Message.of(
                        "cli.list.base",
                        "release",
                        draft.path("base").asInt(),
                        "version",
                        draft.path("version").asInt());
                console.print(String.join(
                        " ",
                        TerminalWidth.alignLeft(console.localized(number), NUMBER_WIDTH),
                        console.localized(base) + " ",
                        draft.path("author")
                                        .asText(draft.path("authors").path(0).asText())
                                + " ",
                        Console.onOneLine(draft.path("comment").asText())));
            }
        }
        return 0;
    }

    @Command(
            description = "Put a draft on the active release: merges the changes of both, by row and cell. Where both"
                    + " changed the same, it lists the conflicts and changes nothing.")
    int rebase(
            @Parameters(paramLabel = "ID", description = "The draft.") int id,
            @Option(
                            names = "--mine",
                            paramLabel = "CONFLICT",
                            description = "Take the draft's change at this conflict; repeatable.")
                    @Nullable
                    List<String> mine,
            @Option(
                            names = "--theirs",
                            paramLabel = "CONFLICT",
                            description = "Take the active release's change at this conflict; repeatable.")
                    @Nullable
                    List<String> theirs)
            throws IOException, CliException {
        ObjectNode choices = JSON.createObjectNode();
        if (mine != null) {
            mine.forEach(choices.putArray("mine")::add);
        }
        if (theirs != null) {
            theirs.forEach(choices.putArray("theirs")::add);
        }
        JsonNode draft = client().post("author", "/drafts/" + id + "/rebase", choices.isEmpty() ? null : choices);
        console.print(Message.of(
                "cli.draft.rebased",
                "draft",
                id,
                "release",
                draft.path("base").asInt(),
                "version",
                draft.path("version").asInt()));
        return 0;
    }

    @Command(description = "Delete a draft that was not published.")
    int delete(@Parameters(paramLabel = "ID", description = "The draft.") int id) throws IOException, CliException {
        client().delete("author", "/drafts/" + id);
        console.print(Message.of("cli.draft.deleted", "draft", id));
        return 0;
    }

    @Command(description = "Download the files of a ruleset as a zip file.")
    int download(
            @Parameters(paramLabel = "RULESET", description = "active, release:N or draft:ID") String ruleset,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FILE",
                            description = "The zip file; one that exists is replaced.")
                    Path out)
            throws IOException, CliException {
        String path = ruleset.replaceFirst("^(release|draft):([1-9][0-9]{0,8})$", "$1s/$2");
        if (!path.equals("active") && path.equals(ruleset)) {
            throw CliException.usageError(Message.of("cli.download.no-ruleset", "ruleset", ruleset));
        }
        byte[] zip = client().download("/" + path + "/bundle");
        Files.write(out, zip);
        console.print(Message.of("cli.download.written", "file", out.toString(), "bytes", zip.length));
        return 0;
    }

    @Command(description = "Cancel a release that is scheduled and not active yet.")
    int cancel(@Parameters(paramLabel = "N", description = "The release.") int release)
            throws IOException, CliException {
        client().post("approver", "/releases/" + release + "/cancel", null);
        console.print(Message.of("cli.release.cancelled", "release", release));
        return 0;
    }

    @Command(description = "Show the differences between two rulesets.")
    int diff(
            @Parameters(paramLabel = "FROM", description = "release:N or draft:ID") String from,
            @Parameters(paramLabel = "TO", description = "release:N or draft:ID") String to)
            throws IOException, CliException {
        console.write(client().text("viewer", "/diff" + ServiceClient.query("from", from, "to", to)));
        return 0;
    }

    @Command(
            description = "Compare the decisions of the active release and of a draft, or of the rules in two folders:"
                    + " who is decided otherwise, by which edited cells. For the customers of a file, or for stored"
                    + " customers.")
    int impact(
            @Parameters(paramLabel = "DIR|ID", description = "The draft, or the folder before the edit.") String target,
            @Parameters(
                            paramLabel = "DIR|FILE",
                            arity = "0..1",
                            description =
                                    "Customers, as .csv, .xlsx, .json or .jsonl (default: stored customers); or the"
                                            + " folder after the edit.")
                    @Nullable
                    Path second,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Customers, where there are two folders.")
                    @Nullable
                    Path customers,
            @Option(
                            names = "--max-customers",
                            paramLabel = "N",
                            description = "Maximum number of stored customers, latest first (default: 10000).")
                    @Nullable
                    Integer maxCustomers,
            @Option(names = "--from", paramLabel = "DAY", description = "First day of the stored decisions.") @Nullable
                    LocalDate from,
            @Option(names = "--to", paramLabel = "DAY", description = "Last day of the stored decisions.") @Nullable
                    LocalDate to,
            @Mixin ColumnOptions columns)
            throws IOException, CliException, UnreadableFileException {
        if (second != null && customers != null) {
            console.write(RulesCheck.impact(Path.of(target), second, customers, columns, console));
            return 0;
        }
        if (!target.matches("[0-9]{1,9}")) {
            throw CliException.usageError(Message.of("cli.impact.no-draft", "target", target));
        }
        if (second != null) {
            RulesetClient.requireFile(second);
        }
        console.write(client().sendCustomers(
                        "author",
                        "/drafts/" + target + "/impact"
                                + ServiceClient.query(Stream.concat(
                                                Stream.of("maxCustomers", maxCustomers, "from", from, "to", to),
                                                Arrays.stream(columns.query()))
                                        .toArray()),
                        second));
        return 0;
    }

    @Command(
            description =
                    "Show whom a draft affects: every region of customers who are decided differently, and whether"
                            + " nobody else is.")
    int affected(
            @Parameters(paramLabel = "DIR|ID", description = "The folder before the edit, or a draft's number.")
                    String target,
            @Parameters(
                            paramLabel = "DIR",
                            arity = "0..1",
                            description = "The folder after the edit (default: the draft against its base).")
                    @Nullable
                    Path after)
            throws IOException, CliException {
        if (after != null) {
            console.write(RulesCheck.affected(Path.of(target), after, console.locale()));
            return 0;
        }
        if (!target.matches("[0-9]{1,9}")) {
            throw CliException.usageError(Message.of("cli.affected.no-draft", "target", target));
        }
        console.write(client().text("author", "/drafts/" + target + "/affected"));
        return 0;
    }

    @Command(description = "Approve a draft and publish it as the active release.")
    int publish(
            @Parameters(paramLabel = "ID", description = "The draft.") int id,
            @Option(
                            names = "--acknowledge",
                            split = ",",
                            paramLabel = "CODE",
                            description = "Acknowledge these warnings.")
                    @Nullable
                    List<String> acknowledge,
            @Option(names = "--acknowledge-warnings", description = "Acknowledge all warnings.") boolean all,
            @Option(
                            names = "--confirm-stale",
                            description = "Publish although another release was published meanwhile; its changes are"
                                    + " replaced.")
                    boolean confirmStale,
            @Option(
                            names = "--from",
                            paramLabel = "MOMENT",
                            description = "Activate at this time, such as 2026-07-01T00:00:00Z (default: now).")
                    @Nullable
                    Instant from,
            @Option(
                            names = "--override",
                            paramLabel = "REASON",
                            description = "Why more decisions may change than the limit allows.")
                    @Nullable
                    String override)
            throws IOException, CliException {
        ObjectNode approval = JSON.createObjectNode();
        approval.put("acknowledgeWarnings", all);
        approval.put("confirmStale", confirmStale);
        if (acknowledge != null) {
            acknowledge.forEach(approval.putArray("acknowledge")::add);
        }
        if (from != null) {
            approval.put("from", from.toString());
        }
        if (override != null) {
            approval.put("override", override);
        }
        JsonNode published = client().post("approver", "/drafts/" + id + "/publish", approval);
        console.print(Message.of(
                "cli.release.active-from",
                "release",
                published.path("release").asInt(),
                "time",
                withoutFraction(published.path("from").asText())));
        return 0;
    }

    @Command(description = "Activate an earlier release again.")
    int rollback(@Parameters(paramLabel = "N", description = "The release.") int release)
            throws IOException, CliException {
        client().post("approver", "/releases/" + release + "/activate", null);
        console.print(Message.of("cli.release.active", "release", release));
        return 0;
    }

    /// Made when a command runs: the option of the user is read by then.
    RulesetClient client() {
        return new RulesetClient(service, console.locale(), user);
    }

    /// The time, to the second.
    private static String withoutFraction(String time) {
        return time.replaceFirst("\\.\\d+", "");
    }
}
