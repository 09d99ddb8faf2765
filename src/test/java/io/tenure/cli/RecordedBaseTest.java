package io.tenure.cli;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.tenure.model.ShiftedBetaGeometric;
import io.tenure.report.OutputLabels;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

/// Calibrating, stages and backtests on the customers on record of a running service.
@QuarkusTest
@TestProfile(RecordedBaseTest.OwnDatabase.class)
class RecordedBaseTest {
    /// All customers on record count, so there may be no others.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final int CUSTOMERS = 260;
    private static final int CONTRACTS = 210;
    private static final LocalDate END = LocalDate.of(2025, 9, 30);
    private static final List<LocalDate> DAYS = List.of(END.minusDays(180), END.minusDays(90), END);
    static final ShiftedBetaGeometric PLANTED = new ShiftedBetaGeometric(1.2, 12);

    /// Nothing to accept, or a chance that is computed.
    private static final List<String> UNMEASURED = List.of("NO_ACTION", "SAVE_OFFER", "WIN_BACK_OFFER");

    @TestHTTPResource("/")
    URL url;

    /// Created by the tests, since `@TempDir` doesn't work in the instance that Quarkus creates of this class.
    private final Path folder = Path.of("target", "recorded-" + UUID.randomUUID());

    private CommandRun run(String command) {
        CommandRun run = run(url, command);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    /// A command that reads the record of the service at an address.
    static CommandRun run(URL url, String command) {
        return CommandRun.of(CommandRun.service(url, "viewer"), command.split(" "));
    }

    private record Advice(String decision, String action, String stage) {}

    private static Advice decide(String body) {
        JsonPath answer = given().contentType("application/json")
                .body(body)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Advice(
                answer.getString("decisionId"),
                answer.getString("nextBestActions[0].action"),
                answer.getString("outcomes.stage"));
    }

    private static void report(String decision, String type, LocalDate day) {
        given().contentType("application/json")
                .body("{\"type\": \"" + type + "\", \"at\": \"" + day + "\"}")
                .post("/api/v1/decisions/" + decision + "/feedback")
                .then()
                .statusCode(201);
    }

    /// Decides the customers of a log on each of the days, on what they had bought by then.
    ///
    /// @return what was advised, the last day included
    private static List<Advice> decideLog(Path file) throws IOException {
        List<Advice> advice = new ArrayList<>();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Files.readAllLines(file).stream()
                .skip(1)
                .forEach(line -> lines.computeIfAbsent(line.split(",")[0], _ -> new ArrayList<>())
                        .add(line));
        for (LocalDate day : DAYS) {
            lines.forEach((customer, bought) -> {
                List<String> purchases = new ArrayList<>();
                for (String line : bought) {
                    String[] cells = line.split(",");
                    if (!LocalDate.parse(cells[1]).isAfter(day)) {
                        purchases.add("{\"date\": \"" + cells[1] + "\", \"amount\": " + cells[2] + "}");
                    }
                }
                advice.add(decide("{\"customerId\": \"" + customer + "\", \"asOf\": \"" + day
                        + "\", \"facts\": {\"relationshipType\": \"NON_CONTRACTUAL\"}, \"purchases\": "
                        + purchases + "}"));
            });
        }
        return advice;
    }

    /// Contracts that began up to two years before they were first seen, of which those that had ended by then aren't
    /// on record.
    static void decideContracts(int contracts) {
        var random = new RandomDataGenerator(8);
        int made = 0;
        while (made < contracts) {
            LocalDate start = DAYS.getFirst().minusDays(random.nextInt(0, 730));
            double leaving = random.nextBeta(PLANTED.alpha(), PLANTED.beta());
            int months = 1;
            while (random.nextUniform(0, 1) > leaving) {
                months++;
            }
            LocalDate ended = start.plusMonths(months);
            if (!ended.isAfter(DAYS.getFirst())) {
                continue;
            }
            String facts = "\", \"facts\": {\"relationshipType\": \"CONTRACTUAL\", \"firstPurchaseDate\": \"" + start;
            Advice first =
                    decide("{\"customerId\": \"K" + made + "\", \"asOf\": \"" + DAYS.getFirst() + facts + "\"}}");
            if (ended.isAfter(END)) {
                decide("{\"customerId\": \"K" + made + "\", \"asOf\": \"" + END + facts + "\"}}");
            } else {
                report(first.decision, "LEFT", ended);
            }
            made++;
        }
    }

    /// The same customers from the record and from a file: what is measured of those without a contract is the same,
    /// and only the record tells contracts and the stages that were decided.
    @Test
    void measuresOnTheRecordWhatItMeasuresOnTheSameTransactions() throws IOException {
        Files.createDirectories(folder);
        Path file = SimulatedLog.ofModel(folder, CUSTOMERS, 5);
        List<Advice> advice = decideLog(file);
        decideContracts(CONTRACTS);
        String chances = respond(advice);

        CommandRun recorded = run("calibrate --record --out " + folder.resolve("recorded"));
        CommandRun read =
                run("calibrate --transactions " + file + " --as-of " + END + " --out " + folder.resolve("read"));
        assertThat(recorded.err()).contains("as of 2025-09-30: 260 customers without a contract, 210 contracts.");
        assertThat(recorded.out()).contains("sBG fitted to 210 contracts on record");
        assertThat(recorded.out()).containsPattern(chances);
        assertThat(read.out()).doesNotContain("Chances of success");
        assertThat(measured(recorded)).isEqualTo(measured(read)).isNotEmpty();

        stagesAreThoseDecided();
        String ofFile = run("backtest --transactions " + file + " --cut " + DAYS.get(1) + " --json")
                .out();
        assertThat(run("backtest --record --cut " + DAYS.get(1) + " --json").out())
                .isEqualTo(ofFile);
        assertThat(new ObjectMapper().readTree(backtestOfTheRecordByTheService()))
                .isEqualTo(new ObjectMapper().readTree(ofFile));
    }

    private static String backtestOfTheRecordByTheService() {
        String location = as("ann")
                .noContentType()
                .post("/api/v1/backtests?record=true&cut=" + DAYS.get(1))
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        String status;
        do {
            status = as("ann").get(location).then().extract().path("status");
        } while (status.equals("WAITING") || status.equals("RUNNING"));
        as("ann")
                .get(location)
                .then()
                .body("failure", nullValue())
                .body("customers", equalTo(CUSTOMERS))
                .body("notes[0]", startsWith("On record, as of " + END + ": 260 customers without a contract."));
        return as("ann").get(location + "/result").then().extract().asString();
    }

    /// Every fourth customer to whom the commonest action was advised in its commonest stage accepts it, and the others
    /// decline.
    ///
    /// @return the line that says so
    private static String respond(List<Advice> advice) {
        List<Advice> asked = advice.stream()
                .filter(one -> !UNMEASURED.contains(one.action))
                .collect(Collectors.groupingBy(one -> one.action + " " + one.stage))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        assertThat(asked).hasSizeGreaterThan(100);
        int accepted = 0;
        for (int i = 0; i < asked.size(); i++) {
            accepted += i % 4 == 0 ? 1 : 0;
            report(asked.get(i).decision, i % 4 == 0 ? "ACCEPTED" : "DECLINED", END);
        }
        String share = OutputLabels.percent(Math.round(1000.0 * accepted / asked.size()) / 1000.0);
        return "(?s)Chances of success.*" + asked.getFirst().action + " +[\\d.]+% +" + share + " +" + asked.size()
                + " ";
    }

    /// What was printed of parameters and risk, without models, which the record has one more of.
    private static List<String> measured(CommandRun run) {
        return run.out()
                .lines()
                .dropWhile(line -> !line.startsWith("Parameters that changed"))
                .takeWhile(line -> !line.startsWith("Chances of success"))
                .filter(line -> !line.isBlank() && !line.contains("sbg"))
                .toList();
    }

    /// Every customer without a contract is in a stage on each of the days.
    private void stagesAreThoseDecided() throws IOException {
        JsonNode counts = new ObjectMapper()
                .readTree(run("stages --record --periods 2 --json").out())
                .get("report")
                .get("counts");
        assertThat(counts).hasSize(3);
        for (int i = 0; i < DAYS.size(); i++) {
            JsonNode day = counts.get(i);
            assertThat(day.get("day").asText()).isEqualTo(DAYS.get(i).toString());
            long customers = 0;
            for (JsonNode stage : day.get("stages")) {
                customers += stage.get("customers").asLong();
            }
            assertThat(customers).isEqualTo(CUSTOMERS);
        }
    }
}
