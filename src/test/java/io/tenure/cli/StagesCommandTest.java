package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class StagesCommandTest {
    @TempDir
    private Path folder;

    private static JsonNode stages(Path file, String options) throws IOException {
        CommandRun run = CommandRun.of("stages --json --transactions " + file + options);
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void tellsMovesValuesAndForecastOfALog() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 800, 4);
        JsonNode result = stages(file, " --periods 6 --forecast 2");
        assertThat(result.get("money").asText()).isEqualTo("sales");
        JsonNode report = result.get("report");
        assertThat(report.get("counts")).hasSize(7);
        assertThat(report.get("forecast")).hasSize(2);
        assertThat(report.get("periods")).hasSize(6);
        assertThat(report.get("discountRate").asDouble()).isEqualTo(.12);
        double total = 0;
        for (JsonNode value : report.get("values")) {
            total += value.get("total").asDouble();
        }
        assertThat(report.get("equity").get("value").asDouble()).isCloseTo(total, within(1e-3));
        // Shares of a stage sum to 1, and every decided customer is in one stage.
        double shares = 0;
        for (JsonNode move : report.get("moves")) {
            if (move.get("from").asText().equals("DECLINE")) {
                shares += move.get("rate").get("rate").asDouble();
            }
        }
        assertThat(shares).isCloseTo(1, within(1e-9));
        double last = 0;
        for (JsonNode stage : report.get("counts").get(6).get("stages")) {
            last += stage.get("customers").asDouble();
        }
        assertThat(last).isEqualTo(800);
        double forecast = 0;
        for (JsonNode stage : report.get("forecast").get(1).get("stages")) {
            forecast += stage.get("customers").asDouble();
        }
        assertThat(forecast).isCloseTo(800, within(1e-6));
    }

    /// The counts of a day are those of the decisions on that day.
    @Test
    void countsAreThoseOfTheDecisions() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 300, 5);
        LocalDate day = LocalDate.of(2025, 6, 30);
        JsonNode counts =
                stages(file, " --as-of " + day + " --periods 3").get("report").get("counts");
        CommandRun decided = CommandRun.of("decide --transactions " + file + " --as-of " + day + " --json");
        ObjectMapper mapper = new ObjectMapper();
        List<String> stages = new ArrayList<>();
        for (String line : decided.out().lines().toList()) {
            stages.add(mapper.readTree(line).at("/outcomes/stage").asText());
        }
        counts.get(counts.size() - 1)
                .get("stages")
                .forEach(stage -> assertThat(stages.stream()
                                .filter(stage.get("stage").asText()::equals)
                                .count())
                        .as(stage.toString() + stages.stream().distinct().toList())
                        .isEqualTo(stage.get("customers").asLong()));
    }

    @Test
    void withMarginsTheValueIsOfMargins() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 300, 5);
        JsonNode sales = stages(file, "");
        JsonNode margin = stages(file, " --unit-margin 0.25");
        assertThat(margin.get("money").asText()).isEqualTo("margin");
        assertThat(margin.at("/report/equity/value").asDouble())
                .isCloseTo(sales.at("/report/equity/value").asDouble() / 4, within(1.0));
    }

    @Test
    void writesTextAndOnePageInBothLanguages() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 400, 4);
        Path page = folder.resolve("stages.html");
        CommandRun run = CommandRun.of("stages --transactions " + file + " --html " + page);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "will bring sales worth",
                        "One point of retention",
                        "Moves within 90 days",
                        "What one point is worth",
                        "Forecasts made in the past");
        assertThat(Files.readString(page))
                .contains("<svg", "Moves from 2025-10-01 to 2025-12-30", "</html>")
                .doesNotContain("<script", "http");
        CommandRun chinese = CommandRun.of("stages --transactions " + file + " --lang zh --html " + page);
        chinese.assertChinese();
        assertThat(Files.readString(page)).contains("lang=\"zh\"", "阶段价值", "退化期");
    }

    @Test
    void whatCannotBeUsedIsTold() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 20, 4);
        assertThat(CommandRun.of("stages --transactions " + file + " --periods 0")
                        .err())
                .contains("--periods is 1 to 60");
        assertThat(CommandRun.of("stages --transactions " + file + " --discount-rate 0")
                        .err())
                .contains("discount rate above 0");
        CommandRun young = CommandRun.of("stages --period 1000 --transactions " + file);
        assertThat(young.status()).isEqualTo(1);
        assertThat(young.err()).contains("Choose a shorter --period");
    }

    /// What the calendar says of a customer is what is decided on that day, and not on the day before.
    @Test
    void theCalendarTellsTheDayAndTheRowOfTheNextChange() throws IOException {
        Path file = SimulatedLog.ofModel(folder, 200, 6);
        Path target = folder.resolve("calendar.csv");
        LocalDate day = LocalDate.of(2025, 6, 30);
        JsonNode calendar = stages(file, " --as-of " + day + " --periods 2 --calendar " + target + " --ahead 60")
                .get("calendar");
        List<String> lines = Files.readAllLines(target);
        assertThat(lines.getFirst()).isEqualTo("customerId,day,from,to,workbook,sheet,row,name");
        long changes = 0;
        for (JsonNode week : calendar.get("weeks")) {
            for (JsonNode change : week.get("changes")) {
                changes += change.get("customers").asLong();
            }
        }
        assertThat(calendar.get("weeks")).hasSize(9);
        assertThat(changes).isEqualTo(lines.size() - 1).isGreaterThan(10);
        String[] first = lines.get(1).split(",");
        assertThat(stage(file, first[0], LocalDate.parse(first[1]).minusDays(1), day))
                .isEqualTo(first[2]);
        assertThat(stage(file, first[0], LocalDate.parse(first[1]), day)).isEqualTo(first[3]);
        CommandRun text = CommandRun.of(
                "stages --transactions " + file + " --as-of " + day + " --periods 2 --calendar " + target);
        assertThat(text.out()).contains("from EXPLORATION to DECLINE by 2025-07-07 if nothing happens");
    }

    /// The stage of a customer on a day, if nothing happens after another one.
    private String stage(Path file, String customer, LocalDate asOf, LocalDate known) throws IOException {
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",");
            if (cells[0].equals(customer) && !LocalDate.parse(cells[1]).isAfter(known)) {
                lines.add(line);
            }
        }
        Path one = Files.write(folder.resolve("one.csv"), lines);
        CommandRun run = CommandRun.of("decide --json --transactions " + one + " --as-of " + asOf);
        return new ObjectMapper().readTree(run.out()).at("/outcomes/stage").asText();
    }
}
