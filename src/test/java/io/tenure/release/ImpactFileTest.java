package io.tenure.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The impact on the customers of an uploaded file.
class ImpactFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC);

    private static CompiledRuleset ruleset;

    @BeforeAll
    static void compile() throws IOException {
        ruleset = new Engine()
                .compile(new BundleReader()
                        .read(Bundle.ofDirectory(Path.of(".")))
                        .orElseThrow())
                .orElseThrow();
    }

    @Test
    void everyCustomerOfAFileThatASpreadsheetWroteIsDecided() throws Exception {
        Path file = Path.of("src/test/resources/cli/customers-as-excel-writes-them.csv");

        ImpactReport report = report(() -> Files.newInputStream(file));

        assertThat(report.undecided()).isEmpty();
        assertThat(report.customers()).isEqualTo(8);
    }

    @Test
    void ofAFileWithoutADecidableCustomerOnlyTheReasonsAreShown() throws Exception {
        ImpactReport report = report(text("""
            customerId;asOf;relationshipType;purchaseCount
            A;2026-06-30;NON_CONTRACTUAL;twelve
            B;2026-06-30
            """));

        assertThat(ImpactText.of(report, Locale.ENGLISH)).isEqualTo("""
            Draft 1, version 2, compared with release 3: 0 customers, 2 skipped

            2 A: purchaseCount must be a whole number of 0 or more (orders): "twelve" is not a number.
            3 : The row has 2 cells, but the first line names 4 columns.
            """);
    }

    @Test
    void aFileWithTwoReadingsIsRefused() {
        assertThatThrownBy(() -> report(text("customerId;volumeCurrent\nA;1.234\n")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("No number tells whether \"1.234\" has a decimal sign or grouped thousands");
        assertThatThrownBy(() -> report(text("customerId,purchaseCuont\nA,1\n")))
                .hasMessage("The first line must name the columns as the dictionary does.\n"
                        + "  purchaseCuont is not accepted here. Did you mean purchaseCount?");
        assertThatThrownBy(() -> report(text(""))).hasMessage("The file is empty.");
    }

    @Test
    void aRunWhoseRulesKeepFailingStopsAndSaysSo() throws Exception {
        Map<String, byte[]> files =
                new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        files.put("rules/failing.drl", """
            package tenure.failing;
            import io.tenure.lifecycle.Decision;
            rule "writes no stage" agenda-group "stage"
            when $d : Decision()
            then $d.setStage("NO".concat("_STAGE")); end
            """.getBytes(UTF_8));
        CompiledRuleset failing = new Engine()
                .compile(new BundleReader().read(Bundle.of(files)).orElseThrow())
                .orElseThrow();
        String csv = "customerId,asOf,relationshipType,purchaseCount\n"
                + IntStream.range(0, 30)
                        .mapToObj(i ->
                                "C" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + ",2026-06-30,NON_CONTRACTUAL,2\n")
                        .collect(Collectors.joining());
        Impact impact = new Impact(ruleset, failing, CLOCK);

        impact.read(text(csv), Locale.ENGLISH);

        ImpactReport report = impact.report(1, 2, 3);
        assertThat(report.customers()).isZero();
        assertThat(report.skipped()).isEqualTo(30);
        assertThat(report.lost()).isEqualTo(30);
        assertThat(report.undecided()).hasSize(Impact.MAX_RULE_FAILURES + 1);
        assertThat(report.undecided().getFirst().reason())
                .isEqualTo("Rule \"writes no stage\" wrote \"NO_STAGE\" to stage, which can't hold it.");
        assertThat(report.undecided().getLast())
                .isEqualTo(new ImpactReport.Undecided(
                        12,
                        "Cka",
                        null,
                        "The rules failed for 10 customers. This one and those after it are not decided."));
        assertThat(impact.measure(false).lost()).isEqualTo(30);
    }

    /// A file can't hide whose level changes behind many rows of one whose level doesn't.
    @Test
    void eachCustomerCountsOnceForTheLimit() throws Exception {
        Map<String, byte[]> files =
                new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        files.put("rules/changed.drl", """
            package tenure.changed;
            import io.tenure.lifecycle.Decision;
            rule "fails for four purchases and changes the level of three" agenda-group "retention" salience -10
            when $d : Decision(customer.purchaseCount == 3 || customer.purchaseCount == 4)
            then
                if ($d.getCustomer().getPurchaseCount() == 4) { $d.setStage("NO".concat("_STAGE")); }
                $d.setRetentionLevel("STRUCTURAL");
            end
            """.getBytes(UTF_8));
        CompiledRuleset changed = new Engine()
                .compile(new BundleReader().read(Bundle.of(files)).orElseThrow())
                .orElseThrow();
        Impact impact = new Impact(ruleset, changed, CLOCK);

        impact.read(
                text("customerId,asOf,relationshipType,purchaseCount\n"
                        + "A,2026-06-30,NON_CONTRACTUAL,1\n".repeat(50)
                        + "A,2026-06-29,NON_CONTRACTUAL,3\n"
                        + "B,2026-06-30,NON_CONTRACTUAL,3\n".repeat(2)
                        + "C,2026-06-30,NON_CONTRACTUAL,4\nC,2026-06-30,NON_CONTRACTUAL,3\n"
                        + "D,2026-06-30,NON_CONTRACTUAL,1\n"),
                Locale.ENGLISH);

        Impact.Measure measure = impact.measure(false);
        assertThat(measure.customers()).isEqualTo(3);
        assertThat(measure.lost()).isEqualTo(1);
        assertThat(measure.levelChanges()).isEqualTo(2);
        assertThat(measure.skipped()).isZero();
    }

    private static ImpactReport report(TextSource file) throws IOException, UnreadableFileException {
        Impact impact = new Impact(ruleset, ruleset, CLOCK);
        impact.read(file, Locale.ENGLISH);
        return impact.report(1, 2, 3);
    }

    private static TextSource text(String csv) {
        return () -> new ByteArrayInputStream(csv.getBytes(UTF_8));
    }
}
