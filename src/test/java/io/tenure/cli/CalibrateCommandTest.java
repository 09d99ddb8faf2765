package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.measure.FittedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    @TempDir
    private Path folder;

    private CommandRun calibrate(Path file, String options) {
        return CommandRun.of(
                "calibrate --transactions " + file + " --out " + folder.resolve("calibrated") + " " + options);
    }

    private JsonNode report(Path file, String options) throws IOException {
        CommandRun run =
                CommandRun.of("backtest --transactions " + file + " --cut 2025-08-31 --horizon 90 --json " + options);
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get(0).get("report");
    }

    /// Measured on what was known at the end of August, proved on what happened from September on.
    @Test
    void whatWasMeasuredEarlierHoldsLater() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 6000, 5);
        CommandRun run = calibrate(file, "--as-of 2025-08-31 --horizon 90");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode before = report(file, "");
        JsonNode after = report(file, "--bundle " + folder.resolve("calibrated"));
        // Customers of this base come in its first year only, so they leave more often as it ages.
        assertThat(calibrationError(after)).isLessThan(.05).isLessThan(calibrationError(before) / 2);
        assertThat(after.get("brier").get("score").asDouble())
                .isLessThan(before.get("brier").get("score").asDouble())
                .isLessThan(after.get("brier").get("ofBaseRate").asDouble());
    }

    /// Mean distance of what a risk band says from what was observed, by customers.
    private static double calibrationError(JsonNode report) {
        double sum = 0;
        double customers = 0;
        for (JsonNode band : report.get("bands")) {
            JsonNode lost = band.get("lost");
            sum += lost.get("total").asDouble()
                    * Math.abs(band.get("said").asDouble() - lost.get("rate").asDouble());
            customers += lost.get("total").asDouble();
        }
        return sum / customers;
    }

    @Test
    void writesAWholeBundleAndAPageThatSaysWhatChanged() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 2000, 5);
        CommandRun run = calibrate(file, "");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Calibrated on 2,000 customers as of 2025-12-30, with a horizon of 90 days")
                .contains(
                        "Held out (the last horizon of 2,000 customers, by what was known before it): the table has AUC")
                .contains("lapseGapP80");
        assertThat(Files.readString(folder.resolve("calibrated/calibration.html")))
                .contains("<svg", "lapseGapP80");
        assertThat(CommandRun.decide(
                                "--transactions",
                                file,
                                "--as-of",
                                "2025-12-30",
                                "--bundle",
                                folder.resolve("calibrated"),
                                "--explain",
                                "--out",
                                folder.resolve("decided.txt"))
                        .status())
                .isZero();
        assertThat(Files.readString(folder.resolve("decided.txt")))
                .containsPattern("by the purchase model fitted to 2,000 customers; on 2,000 held out it did better than"
                        + " the table \\(Brier score 0\\.\\d+ against 0\\.\\d+\\)");
    }

    /// What was measured is marked so, and amounts of money stay shares of their reference.
    @Test
    void marksWhatItMeasuredAndKeepsShares() throws IOException {
        CommandRun run = calibrate(SimulatedLog.ofModel(folder, 2000, 5), "");
        assertThat(run.status()).as(run.err()).isZero();
        Ruleset calibrated = new BundleReader()
                .read(Bundle.ofDirectory(folder.resolve("calibrated")))
                .orElseThrow();
        Ruleset bundled =
                new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();

        assertThat(calibrated.tables())
                .filteredOn(table -> table.name().equals("RiskRecencyFrequency"))
                .singleElement()
                .satisfies(table -> assertThat(table.measuredOn()).isEqualTo("2025-12-30"));
        assertThat(calibrated.parameters().source("lapseGapP80").measuredOn()).isEqualTo("2025-12-30");
        assertThat(calibrated.parameters().source("complaintWorth"))
                .isEqualTo(bundled.parameters().source("complaintWorth"));
        assertThat(calibrated.parameters().source("referenceMargin").measuredOn())
                .isEqualTo("2025-12-30");
        assertThat(calibrated.parameters().unmeasuredReference("clvCut")).isNull();
        assertThat(calibrated.parameters().get("clvCut"))
                .isGreaterThan(calibrated.parameters().get("referenceValue"));
        FittedModels models = FittedModels.of(calibrated.parameters());
        assertThat(Objects.requireNonNull(models.purchases()).alpha()).isCloseTo(45, within(10.0));
        assertThat(models.horizonDays()).isEqualTo(90);
        assertThat(calibrated.tables())
                .filteredOn(table -> table.name().equals("RiskRecencyFrequency"))
                .flatExtracting(table -> table.rows())
                .extracting(row -> row.reason().en())
                .anyMatch(reason ->
                        reason.matches(".*: of [\\d,]+ such customers [\\d.]+% bought nothing in 90 days \\(95%: .*"));
        Share share = Objects.requireNonNull(
                calibrated.parameters().source("monetaryCut2").share());
        assertThat(share.reference()).isEqualTo("referenceMargin");
        assertThat(calibrated.parameters().get("monetaryCut2"))
                .isEqualTo(share.amount(calibrated.parameters().get("referenceMargin")));
        assertThat(run.out()).contains("monetaryCut2");
    }

    @Test
    void speaksChinese() throws IOException {
        calibrate(SimulatedLog.ofModel(folder, 500, 5), "--lang zh").assertChinese();
    }

    @Test
    void neverWritesOverAFolder() throws IOException {
        Files.createDirectories(folder.resolve("calibrated/rules"));
        CommandRun run = calibrate(SimulatedLog.ofModel(folder, 300, 5), "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is not an empty folder");
    }

    @Test
    void tooFewCustomersAreToldAsSuch() throws IOException {
        CommandRun run = calibrate(SimulatedLog.ofModel(folder, 100, 5), "");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("Only 100 customers had bought by 2025-09-29");
    }
}
