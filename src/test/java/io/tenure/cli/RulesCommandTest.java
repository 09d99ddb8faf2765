package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.UsersForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The command `rules` against a running service, and against a folder.
@QuarkusTest
@TestProfile(RulesCommandTest.OwnDatabase.class)
class RulesCommandTest {
    /// Publishing changes the active release, which other tests rely on.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URL url;

    /// Created by the tests, since `@TempDir` doesn't work in the instance that Quarkus creates of this class.
    private final Path folder = Path.of("target", "rules-" + UUID.randomUUID());

    private record CommandResult(int status, String out) {}

    @Test
    void publishesADraftAndRollsBack() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/risk-signals.drl");
        Files.writeString(file, Files.readString(Path.of("rules/risk-signals.drl")) + "// by the command\n");
        CommandResult draft = run("eve", "draft", file.toString(), "-m", "by the command");
        assertThat(draft.out).startsWith("Draft ").contains("rules/risk-signals.drl");
        String id = draft.out.replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("eve", "check", id)).satisfies(r -> {
            assertThat(r.status).isZero();
            assertThat(r.out).startsWith("0 errors");
        });
        assertThat(run("eve", "diff", "release:1", "draft:" + id).out).contains("// by the command");
        assertThat(run("eve", "list").out).contains("by the command");
        assertThat(run("bob", "publish", id, "--acknowledge-warnings").out).startsWith("Release 2 is active from ");
        assertThat(run("bob", "list").out).containsPattern("release 2 +active");
        assertThat(run("bob", "rollback", "1").out).isEqualTo("Release 1 is now active.\n");
        assertThat(run("bob", "list").out).containsPattern("release 1 +active");
    }

    @Test
    void checksAFolderWithoutAService() throws IOException {
        assertThat(run("nobody", "check", ".").status).isZero();
        for (String kind : new String[] {"decision-tables", "rules", "scenarios"}) {
            Files.createDirectories(folder.resolve(kind));
            try (var files = Files.list(Path.of(kind))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(kind).resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(folder.resolve("rules/broken.drl"), "rule \"broken\" when Nobody() then end\n");
        CommandResult broken = run("nobody", "check", folder.toString());
        assertThat(broken.status).isEqualTo(1);
        assertThat(broken.out).contains("rules/broken.drl");
        assertThat(run("nobody", "check", folder.toString(), "--lang", "zh").out)
                .contains("错误");
    }

    @Test
    void measuresTheImpactOnStoredCustomersWithoutAFile() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/risk-signals.drl");
        Files.writeString(file, Files.readString(Path.of("rules/risk-signals.drl")) + "// for an impact\n");
        String id = run("eve", "draft", file.toString()).out.replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("eve", "impact", id, "--to", "2020-01-31").out)
                .startsWith("Draft %s, version 1, compared with release ".formatted(id))
                .contains(": 0 customers");
    }

    @Test
    void showsTheFeedbackReport() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(out, new ByteArrayOutputStream(), false, false);
        int status = new CommandLine(new ReportCommand(console, service("viewer")))
                .execute("--group-by", "level,month", "--from", "2020-01-01", "--to", "2020-01-31");
        assertThat(status).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("Feedback on decisions from 2020-01-01 to 2020-01-31\nlevel, month  decisions");
    }

    @Test
    void showsWhyTheServiceRejectsARequest() {
        ServiceClient service = service("ann");
        assertThatThrownBy(() -> service.send(
                        "ann",
                        "en",
                        "POST",
                        "/rulesets/releases/1/activate",
                        "application/json",
                        new byte[0],
                        "application/json"))
                .isInstanceOf(CliException.class)
                .hasMessage("Needs the role approver or operator; you have viewer, author.");
        assertThatThrownBy(() ->
                        service.send("ann", "en", "GET", "/rulesets/releases/99", "", new byte[0], "application/json"))
                .isInstanceOf(CliException.class);
    }

    @Test
    void explainsAMissingServiceAndMissingCredentials() {
        ServiceClient unreachable = new ServiceClient(
                Map.of("TENURE_URL", "http://localhost:1", "TENURE_USER", "a", "TENURE_PASSWORD", "b"), null);
        assertThatThrownBy(() ->
                        unreachable.send("a", "en", "GET", "/rulesets/releases", "", new byte[0], "application/json"))
                .hasMessageContaining("Tenure does not answer at http://localhost:1");
        ServiceClient anonymous = new ServiceClient(Map.of(), null);
        assertThatThrownBy(() ->
                        anonymous.send("a", "en", "GET", "/rulesets/releases", "", new byte[0], "application/json"))
                .hasMessage("Not signed in. Set TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD.");
    }

    @Test
    void verifiesTheAuditLog() {
        CommandResult intact = audit("olga", "verify");
        assertThat(intact.status).isZero();
        assertThat(intact.out).matches("[1-9][0-9]* entr(y|ies) of the audit log checked\\.\nHead: [0-9a-f]{64}\n");
        String head = intact.out.replaceAll("(?s).*Head: |\n", "");
        assertThat(audit("olga", "verify", "--head", head).status).isZero();

        CommandResult cut = audit("olga", "verify", "--head", "f".repeat(64));
        assertThat(cut.status).isEqualTo(1);
        assertThat(cut.out).contains("later entries were removed, or the whole log was written anew.");
    }

    private CommandResult audit(String name, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(out, new ByteArrayOutputStream(), false, false);
        int status = new CommandLine(new AuditCommand(console, service(name))).execute(arguments);
        return new CommandResult(status, out.toString(UTF_8));
    }

    private ServiceClient service(String name) {
        return new ServiceClient(
                Map.of("TENURE_URL", url.toString(), "TENURE_USER", name, "TENURE_PASSWORD", UsersForTests.password()),
                null);
    }

    private CommandResult run(String name, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(out, new ByteArrayOutputStream(), false, false);
        int status = new CommandLine(new RulesCommand(console, service(name))).execute(arguments);
        return new CommandResult(status, out.toString(UTF_8));
    }
}
