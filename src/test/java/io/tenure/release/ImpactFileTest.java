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
                .hasMessage(
                        "The first line must name the columns as the dictionary does.\n  purchaseCuont is not accepted here."
                                + " Did you mean purchaseCount?");
        assertThatThrownBy(() -> report(text(""))).hasMessage("The file is empty.");
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
