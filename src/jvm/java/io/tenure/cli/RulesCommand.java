package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.api.FindingText;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.release.ScenarioGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rules`: changes the rules of a running Tenure, or checks a folder without one.
@Command(
        name = "rules",
        description = "Change the rules of a running Tenure; 'check DIR' needs none.",
        footer = {
            "",
            "Where: TENURE_URL, or http://localhost:8080.",
            "Who: TENURE_TOKEN, a bearer token; TENURE_USER and TENURE_PASSWORD;",
            "or the people that './tenure run' made, each for what they may do (--as NAME for another)."
        },
        mixinStandardHelpOptions = true)
final class RulesCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULESETS = "/rulesets";

    private final Console console;
    private final ServiceClient service;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Act as this person.")
    private @Nullable String as;

    @Option(names = "--lang", paramLabel = "LANG", scope = CommandLine.ScopeType.INHERIT, description = "en or zh.")
    private String language = "en";

    RulesCommand(Console console, ServiceClient service) {
        this.console = console;
        this.service = service;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Name what to do: check, draft, list, diff, impact, publish or rollback.");
        }
    }

    @Command(description = "Check a folder without a service, or a draft by its number.")
    int check(
            @Parameters(paramLabel = "DIR|ID", defaultValue = ".", description = "A folder, or a draft's number.")
                    String what)
            throws IOException, CliException {
        if (what.matches("[0-9]+") && !Files.exists(Path.of(what))) {
            JsonNode check = JSON.readTree(get("viewer", "/drafts/" + what + "/check", "application/json"));
            print(get("viewer", "/drafts/" + what + "/check", "text/plain"));
            return check.path("publishable").asBoolean() ? 0 : CliException.EXIT_FAILURE;
        }
        Path folder = Path.of(what);
        if (!Files.isDirectory(folder)) {
            throw CliException.failure("There is no folder " + folder + ".");
        }
        List<Finding> findings = findings(Bundle.ofDirectory(folder));
        print(FindingText.text(findings, Locale.forLanguageTag(language)));
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR) ? CliException.EXIT_FAILURE : 0;
    }

    private static List<Finding> findings(Bundle bundle) {
        Checked<CompiledRuleset, Finding> checked =
                new BundleReader().read(bundle).then(ruleset -> new Engine().compile(ruleset));
        List<Finding> all = new ArrayList<>(checked.findings());
        if (checked instanceof Checked.Valid(CompiledRuleset compiled, var _)) {
            all.addAll(new ScenarioGate().check(compiled));
        }
        return all.stream().sorted(Finding.ORDER).toList();
    }

    @Command(description = "Upload files as a new draft, or into one.")
    int draft(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Workbooks, DRL files or a zip.")
                    List<Path> files,
            @Option(
                            names = {"-m", "--comment"},
                            paramLabel = "TEXT",
                            description = "What the draft is for.")
                    @Nullable
                    String comment,
            @Option(names = "--into", paramLabel = "ID", description = "The draft to put them into.") @Nullable
                    Integer into,
            @Option(names = "--base", paramLabel = "N", description = "The release to lay them over.") @Nullable
                    Integer base)
            throws IOException, CliException {
        boolean code = files.stream()
                .anyMatch(f -> f.toString().endsWith(".drl") || f.toString().endsWith(".zip"));
        String path = into != null ? "/drafts/" + into + "/files" : base != null ? "/drafts?base=" + base : "/drafts";
        MultipartBody form = new MultipartBody();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw CliException.failure("There is no file " + file + ".");
            }
            form.file(uploadName(file), Files.readAllBytes(file));
        }
        if (comment != null) {
            form.field("comment", comment);
        }
        JsonNode draft = JSON.readTree(service.send(
                userOr(code ? "engineer" : "author"),
                language,
                "POST",
                RULESETS + path,
                form.contentType(),
                form.bytes(),
                "application/json"));
        print(String.format(
                Locale.ROOT,
                "Draft %d, version %d, over release %d:%n",
                draft.path("id").asInt(),
                draft.path("version").asInt(),
                draft.path("base").asInt()));
        draft.path("changes")
                .forEach(c -> print("  %s%s%n"
                        .formatted(c.path("path").asText(), c.path("removed").asBoolean() ? " (taken out)" : "")));
        return 0;
    }

    /// A file of a project keeps its folder, so that a scenario never becomes a table.
    private static String uploadName(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        String folder = parent == null || parent.getFileName() == null
                ? ""
                : parent.getFileName().toString();
        return List.of("decision-tables", "rules", "scenarios").contains(folder)
                ? folder + "/" + file.getFileName()
                : file.getFileName().toString();
    }

    @Command(description = "List drafts and releases.")
    int list() throws IOException, CliException {
        JsonNode releases = JSON.readTree(get("viewer", "/releases", "application/json"));
        releases.path("releases")
                .forEach(r -> print(String.format(
                        Locale.ROOT,
                        "release %-4d %s %-20s %s  %s%n",
                        r.path("release").asInt(),
                        r.path("active").asBoolean() ? "active" : "      ",
                        r.path("createdAt").asText(),
                        r.path("author").asText(),
                        r.path("comment").asText())));
        JSON.readTree(get("viewer", "/drafts", "application/json"))
                .path("drafts")
                .forEach(d -> {
                    if (d.path("release").isNull()) {
                        print(String.format(
                                Locale.ROOT,
                                "draft   %-4d over release %d, version %d  %s  %s%n",
                                d.path("id").asInt(),
                                d.path("base").asInt(),
                                d.path("version").asInt(),
                                d.path("author")
                                        .asText(d.path("authors").path(0).asText()),
                                d.path("comment").asText()));
                    }
                });
        return 0;
    }

    @Command(description = "Show what differs between two rulesets.")
    int diff(
            @Parameters(paramLabel = "FROM", description = "release:N or draft:ID") String from,
            @Parameters(paramLabel = "TO", description = "release:N or draft:ID") String to)
            throws IOException, CliException {
        print(get("viewer", "/diff?from=" + urlEncoded(from) + "&to=" + urlEncoded(to), "text/plain"));
        return 0;
    }

    @Command(
            description = "Decide customers by the active release and by a draft, and compare: those of a CSV file, or"
                    + " those on record.")
    int impact(
            @Parameters(paramLabel = "ID", description = "The draft.") int id,
            @Parameters(
                            paramLabel = "CSV",
                            arity = "0..1",
                            description = "Customers, a column for each fact; those on record if left out.")
                    @Nullable
                    Path csv,
            @Option(
                            names = "--recorded",
                            paramLabel = "N",
                            description = "Customers on record at most, the latest first; 10000 if left out.")
                    @Nullable
                    Integer recorded,
            @Option(names = "--from", paramLabel = "DAY", description = "First day of decisions on record.") @Nullable
                    LocalDate from,
            @Option(names = "--to", paramLabel = "DAY", description = "Last day of decisions on record.") @Nullable
                    LocalDate to)
            throws IOException, CliException {
        if (csv != null && !Files.isRegularFile(csv)) {
            throw CliException.failure("There is no file " + csv + ".");
        }
        print(service.send(
                userOr("author"),
                language,
                "POST",
                RULESETS + "/drafts/" + id + "/impact" + query("recorded", recorded, "from", from, "to", to),
                csv == null ? "" : "text/csv",
                csv == null ? new byte[0] : Files.readAllBytes(csv),
                "text/plain"));
        return 0;
    }

    /// The query of a path, from names and values; values that are null are left out.
    static String query(@Nullable Object... pairs) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(pairs[i])
                        .append('=')
                        .append(urlEncoded(String.valueOf(pairs[i + 1])));
            }
        }
        return query.toString();
    }

    @Command(description = "Publish a draft: approve it, and let it decide.")
    int publish(
            @Parameters(paramLabel = "ID", description = "The draft.") int id,
            @Option(names = "--acknowledge", split = ",", paramLabel = "CODE", description = "Warnings that may stand.")
                    @Nullable
                    List<String> acknowledge,
            @Option(names = "--acknowledge-warnings", description = "Let every warning stand.") boolean all,
            @Option(names = "--confirm-stale", description = "Replace what was published since its base.")
                    boolean confirmStale,
            @Option(names = "--from", paramLabel = "MOMENT", description = "Decide from then on: 2026-07-01T00:00:00Z.")
                    @Nullable
                    Instant from,
            @Option(names = "--override", paramLabel = "REASON", description = "Why it may change more than allowed.")
                    @Nullable
                    String override)
            throws IOException, CliException {
        ObjectNode said = JSON.createObjectNode();
        said.put("acknowledgeWarnings", all);
        said.put("confirmStale", confirmStale);
        if (acknowledge != null) {
            acknowledge.forEach(said.putArray("acknowledge")::add);
        }
        if (from != null) {
            said.put("from", from.toString());
        }
        if (override != null) {
            said.put("override", override);
        }
        JsonNode published = JSON.readTree(service.send(
                userOr("approver"),
                language,
                "POST",
                RULESETS + "/drafts/" + id + "/publish",
                "application/json",
                JSON.writeValueAsBytes(said),
                "application/json"));
        print(String.format(
                Locale.ROOT,
                "Release %d decides from %s.%n",
                published.path("release").asInt(),
                published.path("from").asText()));
        return 0;
    }

    @Command(description = "Let a release decide that was published before.")
    int rollback(@Parameters(paramLabel = "N", description = "The release.") int release)
            throws IOException, CliException {
        service.send(
                userOr("approver"),
                language,
                "POST",
                RULESETS + "/releases/" + release + "/activate",
                "application/json",
                new byte[0],
                "application/json");
        print(String.format(Locale.ROOT, "Release %d decides.%n", release));
        return 0;
    }

    private String get(String person, String path, String accept) throws IOException, CliException {
        return service.send(userOr(person), language, "GET", RULESETS + path, "", new byte[0], accept);
    }

    private String userOr(String usual) {
        return as == null ? usual : as;
    }

    private static String urlEncoded(String text) {
        return java.net.URLEncoder.encode(text, UTF_8);
    }

    private void print(String text) {
        try {
            console.out().write(text.getBytes(UTF_8));
            console.out().flush();
        } catch (IOException nobodyReads) {
            throw new java.io.UncheckedIOException(nobodyReads);
        }
    }
}
