package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
    private static final LocalDate CUT = LocalDate.of(2025, 6, 30);

    @TempDir
    private Path folder;

    private static JsonNode backtest(Path file, String options) throws IOException {
        CommandRun run =
                CommandRun.of("backtest --transactions " + file + " --cut " + CUT + " --horizon 90 --json " + options);
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get(0);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode node : list) {
            if (node.path("name").asText(node.path("ranking").asText()).equals(name)) {
                return node;
            }
        }
        throw new AssertionError(name + " is missing in " + list);
    }

    @Test
    void ordersCustomersByStageAndRiskAndComparesWithSimpleScores() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 4000, 3);
        JsonNode report = backtest(file, "").get("report");
        assertThat(report.get("customers").asInt()).isEqualTo(4000);
        assertThat(report.get("withoutSignal").asBoolean()).isFalse();
        List<String> stages = new ArrayList<>();
        report.get("stages").forEach(stage -> stages.add(stage.get("stage").asText()));
        assertThat(stages).containsExactly("DECLINE", "EXPLORATION", "FORMATION", "STABLE");
        List<String> scores = new ArrayList<>();
        report.get("risk").forEach(score -> scores.add(score.get("name").asText()));
        assertThat(scores)
                .containsExactly(
                        "risk",
                        "recency",
                        "frequency",
                        "money",
                        "rfm-sum",
                        "gap-ratio",
                        "bg-nbd",
                        "logistic-regression");
        // The base was made by this model, so nothing orders better.
        double model = named(report.get("risk"), "bg-nbd").get("auc").asDouble();
        report.get("risk")
                .forEach(score -> assertThat(score.get("auc").asDouble()).isBetween(.45, model + .01));
        assertThat(model).isGreaterThan(.75);
        JsonNode totals = report.get("totals");
        assertThat(totals.get("expectedPurchases").asDouble()
                        / totals.get("purchases").asDouble())
                .isCloseTo(1, within(.1));
        assertThat(named(report.get("reached"), "random").get("share").asDouble())
                .isCloseTo(.1, within(1e-9));
        assertThat(named(report.get("reached"), "oracle").get("share").asDouble())
                .isGreaterThan(.4);
        long inBands = 0;
        for (JsonNode band : report.get("bands")) {
            inBands += band.get("lost").get("total").asLong();
        }
        assertThat(inBands).isEqualTo(4000);
    }

    /// The same customers, who do something else after the cut: nothing that was decided, fitted or learned may
    /// differ.
    @Test
    void nothingSeesPastTheCut() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 800, 4);
        List<String> lines = Files.readAllLines(file);
        List<String> planted = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",");
            boolean later = i > 0 && LocalDate.parse(cells[1]).isAfter(CUT);
            if (!later) {
                planted.add(lines.get(i));
            }
        }
        for (int i = 0; i < 400; i++) {
            planted.add("C" + i + "," + CUT.plusDays(1 + i % 80) + ",99999");
        }
        planted.add("C1,2025-12-30,1");
        JsonNode one = backtest(file, "").get("report");
        JsonNode other = backtest(Files.write(folder.resolve("planted.csv"), planted), "")
                .get("report");
        assertThat(other.get("boughtAgain").get("count").asInt()).isEqualTo(400);
        assertThat(one.get("boughtAgain").get("count").asInt()).isLessThan(350);
        assertThat(other.get("fit")).isEqualTo(one.get("fit"));
        assertThat(totals(other.get("stages"), "bought")).isEqualTo(totals(one.get("stages"), "bought"));
        assertThat(totals(other.get("cells"), "lost")).isEqualTo(totals(one.get("cells"), "lost"));
        assertThat(other.get("totals").get("expectedSales"))
                .isEqualTo(one.get("totals").get("expectedSales"));
    }

    private static List<String> totals(JsonNode groups, String rate) {
        List<String> totals = new ArrayList<>();
        groups.forEach(group -> totals.add(group.path("stage").asText()
                + group.path("name").asText() + group.get(rate).get("total") + " " + group.path("said")));
        return totals;
    }

    /// What customers do after the cut is drawn by lot: a score that tells them apart has seen it.
    @Test
    void aBaseWithoutSignalIsToldAsSuch() throws IOException {
        Path file = SimulatedLog.withoutSignal(folder, 3000, CUT, 8);
        JsonNode report = backtest(file, "").get("report");
        report.get("risk")
                .forEach(score -> assertThat(score.get("auc").asDouble()).isBetween(.46, .54));
        assertThat(report.get("withoutSignal").asBoolean()).isTrue();
        CommandRun text = CommandRun.of("backtest --transactions " + file + " --cut " + CUT);
        assertThat(text.out()).contains("✗ No rule helps here");
    }

    @Test
    void twoBundlesAreComparedOnTheSameCustomers() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 800, 4);
        JsonNode comparison = backtest(file, "--against .").get("comparison");
        assertThat(comparison.get("customers").asInt()).isEqualTo(800);
        assertThat(comparison.get("otherStage").asInt()).isZero();
        assertThat(comparison.get("auc").get("difference").asDouble()).isZero();
        assertThat(comparison.get("auc").get("moreThanNoise").asBoolean()).isFalse();
    }

    @Test
    void writesTheReportAsTextAndAsOnePageInBothLanguages() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 800, 4);
        Path page = folder.resolve("proof.html");
        CommandRun run =
                CommandRun.of("backtest --transactions " + file + " --cut " + CUT + ",2025-03-31 --html " + page);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Cut 2025-03-31: 800 customers", "Cut 2025-06-30: 800 customers", "Rows that decided", "ST8");
        assertThat(Files.readString(page))
                .contains("<svg", "Who will buy nothing", "</html>")
                .doesNotContain("<script", "http");
        CommandRun chinese =
                CommandRun.of("backtest --transactions " + file + " --cut " + CUT + " --lang zh --html " + page);
        chinese.assertChinese();
        assertThat(Files.readString(page)).contains("lang=\"zh\"", "谁将不再购买", "退化期");
    }

    @Test
    void aFileThatEndsTooEarlyIsToldWhichCutItAllows() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 100, 4);
        CommandRun run = CommandRun.of("backtest --transactions " + file + " --cut 2025-12-01");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("The cut 2025-12-01 needs them until 2026-03-01");
    }

    @Test
    void aBaseInWhichNobodyBuysAgainHasNothingToTellApart() throws IOException {
        Path file = Files.writeString(
                folder.resolve("few.csv"), "customer,date,amount\nA,2025-01-01,5\nB,2025-01-02,5\nC,2026-01-01,5\n");
        CommandRun run = CommandRun.of("backtest --transactions " + file + " --cut " + CUT);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("0 of 2 customers bought again");
    }

    @Test
    void transactionsWithoutAmountsCountAsTheMeanMarginOfAPurchase() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(SimulatedLog.ofModel(folder, 500, 4))) {
            lines.add(line.substring(0, line.lastIndexOf(',')));
        }
        Path file = Files.write(folder.resolve("orders.csv"), lines);
        CommandRun run = CommandRun.of("backtest --transactions " + file + " --cut " + CUT);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("no amounts: each line counts as the mean margin of a purchase (referenceMargin)");
        long later = lines.stream()
                .skip(1)
                .map(line -> LocalDate.parse(line.substring(line.indexOf(',') + 1)))
                .filter(day -> day.isAfter(CUT) && !day.isAfter(CUT.plusDays(90)))
                .count();
        assertThat(backtest(file, "").get("report").get("laterSales").asDouble())
                .isEqualTo(25.0 * later);
        assertThat(CommandRun.of("decide --transactions " + file + " --as-of " + CUT)
                        .status())
                .isNotZero();
    }

    /// Where a copy of the CDNOW master lies.
    @Test
    void theStagesOfRealCustomersAreInOrder() throws IOException {
        Path file = Path.of(System.getProperty("tenure.cdnow", "../shared/data/cdnow"), "CDNOW_master.txt");
        assumeTrue(Files.exists(file), "skipped: " + file + " does not exist; -Dtenure.cdnow=FOLDER sets its folder");
        CommandRun run = CommandRun.of(
                "backtest --json --transactions " + file + " --cut 1997-09-30,1997-12-31,1998-02-28 --horizon 90");
        for (JsonNode result : new ObjectMapper().readTree(run.out())) {
            result.get("report")
                    .get("steps")
                    .forEach(step -> assertThat(step.get("interval").get("low").asDouble())
                            .isPositive());
        }
    }
}
