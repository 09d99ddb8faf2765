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
import io.tenure.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
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
        assertThat(bandsOff(after)).isEmpty();
        assertThat(bandsOff(before)).isNotEmpty();
        assertThat(after.get("brier").get("score").asDouble())
                .isLessThan(before.get("brier").get("score").asDouble())
                .isLessThan(after.get("brier").get("ofBaseRate").asDouble());
    }

    /// The risk bands that say another probability than what was observed: more than 5 points off, and outside of the
    /// interval.
    private static List<String> bandsOff(JsonNode report) {
        List<String> off = new ArrayList<>();
        for (JsonNode band : report.get("bands")) {
            JsonNode lost = band.get("lost");
            JsonNode interval = lost.get("interval");
            double said = band.get("said").asDouble();
            boolean holds = Math.abs(said - lost.get("rate").asDouble()) <= .05
                    || interval.get("low").asDouble() <= said
                            && said <= interval.get("high").asDouble();
            if (!holds) {
                off.add(band.get("name").asText() + " says " + said + ": " + lost);
            }
        }
        return off;
    }

    /// Buyers with a rhythm, of whom some stop: the model of random purchases does worse than the table, and the
    /// command says so.
    @Test
    void theTableStaysWhereItDoesBetterThanTheModel() throws IOException {
        var random = new Random(4);
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (int i = 0; i < 600; i++) {
            int day = random.nextInt(300);
            int stop = random.nextInt(3) == 0 ? day + 30 + random.nextInt(600) : 730;
            for (; day < Math.min(stop, 730); day += 6 + random.nextInt(3)) {
                lines.add("W" + i + "," + SimulatedLog.START.plusDays(day) + "," + (10 + random.nextInt(20)));
            }
        }
        CommandRun run = calibrate(Files.write(folder.resolve("weekly.csv"), lines), "");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("The risk of the bundle is that of the table");
        Ruleset calibrated = new BundleReader()
                .read(Bundle.ofDirectory(folder.resolve("calibrated")))
                .orElseThrow();
        assertThat(calibrated.tables())
                .filteredOn(table -> table.name().equals("RiskRecencyFrequency"))
                .flatExtracting(Table::rows)
                .extracting(row -> row.name())
                .contains("RF1.1")
                .doesNotContain("RFm");
    }

    /// Who spends much each time comes back, who spends little doesn't: the table has a column for it, without which it
    /// would do worse; a customer whose amounts are unknown has a row of their own.
    @Test
    void theTableTellsCustomersApartByWhatTheySpendWhereThatDoesBetter() throws IOException {
        var random = new Random(8);
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (int i = 0; i < 800; i++) {
            boolean much = i % 2 == 0;
            for (int day = random.nextInt(200); day < 730; day += 10 + random.nextInt(much ? 50 : 400)) {
                lines.add("M" + i + "," + SimulatedLog.START.plusDays(day) + "," + (much ? 50 : 10));
            }
        }
        Path file = Files.write(folder.resolve("spend.csv"), lines);
        CommandRun run = calibrate(file, "");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("The table tells apart who usually spends [\\d.]+ or more on a purchase");
        Path calibrated = folder.resolve("calibrated");
        assertThat(riskColumns(calibrated)).contains("averagePurchaseValue");

        // Calibrating again begins from that layout; without amounts the column goes.
        List<String> days = lines.stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        Path again = folder.resolve("again");
        CommandRun second = CommandRun.of("calibrate --transactions " + Files.write(folder.resolve("days.csv"), days)
                + " --bundle " + calibrated + " --out " + again);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(riskColumns(again)).isNotEmpty().doesNotContain("averagePurchaseValue");
    }

    private static List<String> riskColumns(Path bundle) throws IOException {
        return new BundleReader()
                .read(Bundle.ofDirectory(bundle)).orElseThrow().tables().stream()
                        .filter(table -> table.name().equals("RiskRecencyFrequency"))
                        .flatMap(table -> table.conditions().stream())
                        .map(column -> column.field().name())
                        .toList();
    }

    /// What comes in the horizon has nothing to do with what came before it.
    @Test
    void aBaseWithoutSignalIsToldAsSuch() throws IOException {
        LocalDate cut = LocalDate.of(2025, 3, 31);
        Path file = SimulatedLog.withoutSignal(folder, 2000, cut, 7);
        CommandRun run = calibrate(file, "--as-of " + cut.plusDays(90) + " --horizon 90");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("No rule helps here");
        assertThat(Files.readString(folder.resolve("calibrated/calibration.html")))
                .contains("No rule helps here");
    }

    /// Weekly buyers, decided by tables for others, are told to be others; by their own tables they aren't.
    @Test
    void decidingWarnsOfABaseThatPlainlyDiffersFromTheMeasuredOne() throws IOException {
        var random = new Random(11);
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (int i = 0; i < 400; i++) {
            int stop = 60 + random.nextInt(600);
            for (int day = random.nextInt(300); day < stop; day += 4 + random.nextInt(7)) {
                lines.add("W" + i + "," + SimulatedLog.START.plusDays(day) + "," + (10 + random.nextInt(20)));
            }
        }
        Path file = Files.write(folder.resolve("weekly.csv"), lines);
        assertThat(calibrate(file, "--as-of 2025-08-31").status()).isZero();
        String decide = "decide --transactions " + file + " --as-of 2025-08-31 --out " + folder.resolve("decided.csv");
        assertThat(CommandRun.of(decide).out())
                .containsPattern("this base differs .*: 0% of its [\\d,]+ gaps between purchases are longer than 110"
                        + " days \\(lapseGapP90\\), where 10% should be");
        assertThat(CommandRun.of(decide + " --bundle " + folder.resolve("calibrated"))
                        .out())
                .doesNotContain("this base differs");
    }

    /// Days of purchases tell how often, not for how much.
    @Test
    void transactionsWithoutAmountsMeasureNothingInMoney() throws IOException {
        List<String> lines = Files.readAllLines(SimulatedLog.ofModel(folder, 1500, 5)).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        CommandRun run = calibrate(Files.write(folder.resolve("days.csv"), lines), "");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("The transactions have no amounts, so nothing is measured in money", "lapseGapP80")
                .doesNotContain("referenceMargin", "monetaryCut", "gammaGamma");
        Ruleset calibrated = new BundleReader()
                .read(Bundle.ofDirectory(folder.resolve("calibrated")))
                .orElseThrow();
        assertThat(calibrated.parameters().get("referenceMargin")).isEqualTo(25);
        assertThat(calibrated.parameters().source("referenceMargin").measuredOn())
                .isNull();
        assertThat(calibrated.parameters().source("lapseGapP80").measuredOn()).isEqualTo("2025-12-30");
        assertThat(FittedModels.of(calibrated.parameters()).spend()).isNull();
        assertThat(FittedModels.of(calibrated.parameters()).purchases()).isNotNull();
    }

    /// A base of which no risk can be measured is told what to do, in one sentence.
    @Test
    void aBaseInWhichAllDoTheSameIsToldAsSuch() throws IOException {
        List<String> once = new ArrayList<>(List.of("customer,date,amount"));
        List<String> always = new ArrayList<>(List.of("customer,date,amount"));
        for (int i = 0; i < 300; i++) {
            once.add("O" + i + "," + SimulatedLog.START.plusDays(i) + ",20");
            for (int day = 0; day < 360; day += 30) {
                always.add("A" + i + "," + SimulatedLog.START.plusDays(day) + ",20");
            }
        }
        assertThat(calibrate(Files.write(folder.resolve("once.csv"), once), "").err())
                .contains("None of the 210 customers bought in the 90 days", "Choose a longer --horizon");
        assertThat(calibrate(Files.write(folder.resolve("always.csv"), always), "")
                        .err())
                .contains("All of the 300 customers bought in the 90 days", "Choose a shorter --horizon");
    }

    /// What the scenarios expected is rewritten, so that the draft can be checked and published, and is listed.
    @Test
    void theScenariosOfTheNewBundlePassAndTheirChangesAreListed() throws IOException {
        CommandRun run = calibrate(SimulatedLog.ofModel(folder, 1000, 5), "");
        assertThat(run.out()).containsPattern("\\d+ scenarios expect other decisions now");
        CommandRun check = CommandRun.of("rules check " + folder.resolve("calibrated"));
        assertThat(check.out()).contains("0 errors, 0 warnings");
        assertThat(Files.readString(folder.resolve("calibrated/calibration.html")))
                .contains("Scenarios that come out otherwise", "C02 new, one purchase 20 d ago");
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
