package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.UsersForTests;
import io.tenure.bundle.Bundle;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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

    @Test
    void publishesADraftAndRollsBack() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/stage-signature.drl");
        Files.writeString(file, Files.readString(Path.of("rules/stage-signature.drl")) + "// by the command\n");
        CommandRun draft = run("eve", "draft", file.toString(), "-m", "by the command");
        assertThat(draft.out()).startsWith("Draft ").contains("rules/stage-signature.drl");
        String id = draft.out().replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("eve", "check", id)).satisfies(r -> {
            assertThat(r.status()).isZero();
            assertThat(r.out()).startsWith("0 errors");
        });
        assertThat(run("eve", "diff", "release:1", "draft:" + id).out()).contains("// by the command");
        assertThat(run("eve", "list").out()).contains("by the command");
        assertThat(run("bob", "publish", id, "--acknowledge-warnings").out()).startsWith("Release 2 is active from ");
        assertThat(run("bob", "list").out()).containsPattern("release 2 +active");
        assertThat(run("bob", "rollback", "1").out()).isEqualTo("Release 1 is now active.\n");
        assertThat(run("bob", "list").out()).containsPattern("release 1 +active");
    }

    @Test
    void downloadsRebasesAndDeletesADraft() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/stage-signature.drl");
        Files.writeString(file, Files.readString(Path.of("rules/stage-signature.drl")) + "// to be deleted\n");
        String id = run("eve", "draft", file.toString()).out().replaceAll("(?s)^Draft (\\d+),.*", "$1");

        Path zip = folder.resolve("draft.zip");
        assertThat(run("eve", "download", "draft:" + id, "--out", zip.toString())
                        .out())
                .endsWith(" bytes.\n");
        Bundle downloaded = Bundle.ofZip(Files.readAllBytes(zip)).orElseThrow();
        assertThat(new String(downloaded.files().get("rules/stage-signature.drl"), StandardCharsets.UTF_8))
                .endsWith("// to be deleted\n");
        assertThat(run("eve", "download", "active", "--out", zip.toString()).status())
                .isZero();
        assertThat(run("eve", "download", "release:x", "--out", zip.toString())).satisfies(r -> {
            assertThat(r.status()).isEqualTo(2);
            assertThat(r.err()).contains("release:N or draft:ID");
        });

        assertThat(run("eve", "rebase", id).out()).startsWith("Draft " + id + " is based on release ");
        assertThat(run("eve", "rebase", id, "--mine", "none", "--theirs", "nothing"))
                .satisfies(r -> {
                    assertThat(r.status()).isEqualTo(1);
                    assertThat(r.err()).contains("There is no such conflict: none, nothing.");
                });
        assertThat(run("eve", "delete", id).out()).isEqualTo("Draft " + id + " is deleted.\n");
        assertThat(run("eve", "delete", id).status()).isEqualTo(1);
        assertThat(run("bob", "cancel", "1").status()).isEqualTo(1);
    }

    @Test
    void showsTheCheckOfADraftAsTheServiceDoes() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/wrong.drl");
        Files.writeString(file, "package wrong;\nrule \"r\" when eval(nothing) then end\n");
        String id = run("eve", "draft", file.toString()).out().replaceAll("(?s)^Draft (\\d+),.*", "$1");

        for (String language : List.of("en", "zh")) {
            CommandRun check = run("eve", "check", id, "--lang", language);
            assertThat(check.status()).isEqualTo(1);
            assertThat(check.out())
                    .contains("rules/wrong.drl")
                    .isEqualTo(UsersForTests.as("eve")
                            .accept("text/plain")
                            .header("Accept-Language", language)
                            .get(url + "api/v1/rulesets/drafts/" + id + "/check")
                            .asString());
        }
    }

    @Test
    void checksAFolderWithoutAService() throws IOException {
        assertThat(run("nobody", "check", ".").status()).isZero();
        for (String kind : new String[] {"decision-tables", "rules", "scenarios"}) {
            Files.createDirectories(folder.resolve(kind));
            try (var files = Files.list(Path.of(kind))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(kind).resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(folder.resolve("rules/broken.drl"), "rule \"broken\" when Nobody() then end\n");
        CommandRun broken = run("nobody", "check", folder.toString());
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).contains("rules/broken.drl");
        assertThat(run("nobody", "check", folder.toString(), "--lang", "zh").out())
                .contains("错误");
    }

    @Test
    void measuresTheImpactOnStoredCustomersWithoutAFile() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/stage-signature.drl");
        Files.writeString(file, Files.readString(Path.of("rules/stage-signature.drl")) + "// for an impact\n");
        String id = run("eve", "draft", file.toString()).out().replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("eve", "impact", id, "--to", "2020-01-31").out())
                .startsWith("Draft %s, version 1, compared with release ".formatted(id))
                .contains(": 0 customers");
    }

    @Test
    void comparesTheRulesOfTwoFoldersForTheCustomersOfAFile() throws IOException {
        Files.createDirectories(folder);
        Path customers = folder.resolve("customers.jsonl");
        Files.writeString(
                customers,
                "{\"customerId\": \"A\", \"asOf\": \"2026-06-30\", \"facts\": {\"purchaseCount\": 6,"
                        + " \"relationshipType\": \"NON_CONTRACTUAL\"}}\n");
        assertThat(run("nobody", "impact", ".", ".", customers.toString()).out())
                .startsWith("1 customer compared\n\nstage: 0 change (0%)");
        Path foreign = Files.writeString(folder.resolve("foreign.csv"), """
                Client;asOf;relationshipType;purchaseCount;clv
                A;06/07/2026;NON_CONTRACTUAL;6;1,500
                """);
        String renamed = "--columns=customerId=Client";
        String decimal = "--decimal=comma";
        String dates = "--date-format=dd/MM/yyyy";
        assertThat(run("nobody", "impact", ".", ".", foreign.toString(), renamed, decimal, dates)
                        .out())
                .startsWith("1 customer compared");
        assertThat(run("nobody", "impact", ".", ".", foreign.toString(), "--columns", "Client")
                        .status())
                .isEqualTo(2);
        String id = run("ann", "draft", "decision-tables/stage.xlsx").out().replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("ann", "impact", id, foreign.toString(), renamed, decimal, dates)
                        .out())
                .contains(": 1 customer\n");
        assertThat(run("nobody", "impact", ".").err()).contains("Two folders need a file of customers");
    }

    @Test
    void keepsAStoredDecisionAsAScenario() throws IOException {
        Files.createDirectories(folder);
        String decision = UsersForTests.as("caller")
                .contentType("application/json")
                .body("""
                        {"customerId": "kept", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
                        """)
                .post(url + "api/v1/decisions")
                .path("decisionId");
        Path table = Path.of("decision-tables/stage.xlsx");
        String id = run("ann", "draft", table.toString()).out().replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("ann", "keep", decision, "--draft", id, "--name", "silent")
                        .out())
                .isEqualTo("The scenario is in scenarios/kept.xlsx of draft %s, version 2.\n".formatted(id));
        Path row = folder.resolve("kept.csv");
        assertThat(run("ann", "keep", decision, "--out", row.toString()).status())
                .isZero();
        assertThat(Files.readString(row))
                .startsWith("scenario,asOf,")
                .containsPattern("\nkept [0-9a-f]{8},2026-06-30,")
                .doesNotContain(decision);
        assertThat(run("ann", "keep", decision).status()).isEqualTo(2);
    }

    @Test
    void showsTheFeedbackReport() {
        CommandRun run = CommandRun.of(
                service("viewer"), "report", "--group-by", "level,month", "--from", "2020-01-01", "--to", "2020-01-31");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("Feedback on decisions from 2020-01-01 to 2020-01-31\nlevel, month  decisions");
    }

    @Test
    void aChineseRunIsChinese() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Path file = folder.resolve("rules/stage-signature.drl");
        Files.writeString(file, Files.readString(Path.of("rules/stage-signature.drl")) + "// 中文\n");

        String draft = run("eve", "draft", file.toString(), "-m", "说明", "--lang", "zh")
                .assertChinese()
                .out();
        assertThat(draft).matches("(?s)草稿\\d+（修订1，基于版本\\d+）改动了1个文件：\\s+rules/stage-signature.drl\\s+");
        assertThat(run("bob", "list", "--lang", "zh").out())
                .containsPattern("(?m)^版本\\d+ +启用中 ")
                .containsPattern("(?m)^草稿\\d+ +基于版本\\d+，修订1  eve  说明$");
        assertThat(run("ann", "rollback", "1", "--lang", "zh").assertChinese().err())
                .isEqualTo("需要角色approver或operator；您的角色：viewer、author。\n");
        run("ann", "diff", "release:1", "release:99", "--lang", "zh").assertChinese();
        CommandRun.of(service("viewer"), "report", "--lang", "zh").assertChinese();
        assertThat(CommandRun.of(service("caller"), "load", "--decisions", "3", "--callers", "1", "--lang", "zh")
                        .assertChinese()
                        .out())
                .matches("[\\d.]+秒内完成3次决策（每秒[\\d,]+次）；延迟：中位数[\\d.]+毫秒，第99百分位[\\d.]+毫秒，最大[\\d.]+毫秒\n");
    }

    @Test
    void managesAccountsAndTokensInBothLanguages() {
        String name = "p" + UUID.randomUUID();
        String token = "t" + UUID.randomUUID();

        assertThat(people("add", name, "--roles", "viewer,caller").out()).startsWith(name + ":");
        assertThat(people("disable", name).out())
                .isEqualTo("Disabled " + name + ". A new password enables the account again.\n");
        assertThat(people("list").out()).containsPattern("(?m)^" + name + " viewer, caller  \\(disabled\\)$");
        assertThat(people("list", "--lang", "zh").out())
                .containsPattern("(?m)^" + name + " viewer, caller  \\(已停用\\)$");
        assertThat(people("disable", "nobody", "--lang", "zh").assertChinese().err())
                .isEqualTo("没有账户nobody。\n");
        assertThat(people("add", "a b", "--roles", "king", "--lang", "zh")
                        .assertChinese()
                        .err())
                .isNotEmpty();
        assertThat(people("token", token, "--roles", "caller", "--days", "3").status())
                .isZero();
        assertThat(people("tokens").out()).containsPattern("(?m)^ +\\d+  " + token + " caller  expires 20\\d\\d-");
        String id = people("tokens", "--lang", "zh")
                .assertChinese()
                .out()
                .replaceFirst("(?s).*?(\\d+)  " + token + " caller  有效期至.*", "$1");
        assertThat(people("revoke", id, "--lang", "zh").out()).isEqualTo("已撤销" + token + "的API令牌" + id + "。\n");
        assertThat(people("tokens").out()).containsPattern(token + " caller .*  \\(revoked\\)");
    }

    private CommandRun people(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "people";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(service("olga"), all);
    }

    @Test
    void showsWhyTheServiceRejectsARequest() {
        ServiceClient service = service("ann");
        assertThatThrownBy(() -> service.send(
                        "ann",
                        Locale.ENGLISH,
                        "POST",
                        "/rulesets/releases/1/activate",
                        "application/json",
                        new byte[0],
                        "application/json"))
                .isInstanceOf(CliException.class)
                .hasMessage("Needs the role approver or operator; you have viewer, author.");
        assertThatThrownBy(() -> service.send(
                        "ann", Locale.ENGLISH, "GET", "/rulesets/releases/99", "", new byte[0], "application/json"))
                .isInstanceOf(CliException.class);
    }

    @Test
    void explainsAMissingServiceAndMissingCredentials() {
        ServiceClient unreachable = new ServiceClient(
                Map.of("TENURE_URL", "http://localhost:1", "TENURE_USER", "a", "TENURE_PASSWORD", "b"), null);
        assertThatThrownBy(() -> unreachable.send(
                        "a", Locale.ENGLISH, "GET", "/rulesets/releases", "", new byte[0], "application/json"))
                .hasMessageContaining("Tenure does not answer at http://localhost:1");
        ServiceClient anonymous = new ServiceClient(Map.of(), null);
        assertThatThrownBy(() -> anonymous.send(
                        "a", Locale.ENGLISH, "GET", "/rulesets/releases", "", new byte[0], "application/json"))
                .hasMessage("Not signed in. Set TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD.");
    }

    @Test
    void whatPeopleWroteAddsNoLines() {
        String id = run("ann", "draft", "decision-tables/stage.xlsx", "-m", "quiet\nrelease 99 active\u2028\u202ex")
                .out()
                .replaceAll("(?s)^Draft (\\d+),.*", "$1");
        assertThat(run("ann", "list").out()).containsPattern("(?m)^draft +" + id + " .*quiet release 99 active x$");
    }

    @Test
    void verifiesTheAuditLog() {
        CommandRun intact = audit("verify");
        assertThat(intact.status()).isZero();
        assertThat(intact.out()).matches("[1-9][0-9]* entr(y|ies) of the audit log checked\\.\nHead: [0-9a-f]{64}\n");
        String head = intact.out().replaceAll("(?s).*Head: |\n", "");
        assertThat(audit("verify", "--head", head).status()).isZero();

        assertThat(audit("verify", "--lang", "zh").assertChinese().out()).startsWith("已校验审计日志");

        assertThat(audit("list", "--limit", "1").out().lines())
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ {2}.+");

        CommandRun cut = audit("verify", "--head", "f".repeat(64));
        assertThat(cut.status()).isEqualTo(1);
        assertThat(cut.out()).contains("later entries were removed, or the whole log was written anew.");
    }

    private CommandRun audit(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "audit";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(service("olga"), all);
    }

    private ServiceClient service(String name) {
        return CommandRun.service(url, name);
    }

    private CommandRun run(String name, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "rules";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(service(name), all);
    }
}
