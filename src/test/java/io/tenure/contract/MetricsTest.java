package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The metrics documented in `docs/operating.md` exist.
@QuarkusTest
class MetricsTest {
    private static final String CUSTOMER = "src/test/resources/cases/decisions/complaining.json";
    private static final Pattern NAME = Pattern.compile("`([a-z]+_[a-z_]+)(?:\\{([a-z,]+)})?`");

    /// It names the rule that failed, which `RuleFailureTest` shows.
    private static final Set<String> ONLY_AFTER_A_FAILURE = Set.of("tenure_rule_failures_total");

    /// Prometheus' own, about the scrape.
    private static final String UP = "up";

    private static final Pattern IDENTIFIER = Pattern.compile("\\b[a-z][a-z_]+\\b(?!\\s*\\()");
    private static final Pattern LABELS =
            Pattern.compile("\\{[^}]*}|\\[[^\\]]*]|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");
    private static final Set<String> KEYWORDS = Set.of("offset", "bool", "and", "or", "unless");

    @Test
    void exposesEveryDocumentedMetricWithItsLabels() throws IOException {
        String metrics = metricsAfterADecision();
        String handbook = Files.readString(Path.of("docs/operating.md"));
        String table = handbook.substring(handbook.indexOf("| metric |"), handbook.indexOf("| alert |"));
        List<String> unknown = NAME.matcher(table)
                .results()
                .filter(metric -> !ONLY_AFTER_A_FAILURE.contains(metric.group(1)))
                .filter(metric -> metrics.lines()
                        .noneMatch(line -> line.startsWith(metric.group(1))
                                && (metric.group(2) == null
                                        || List.of(metric.group(2).split(",")).stream()
                                                .allMatch(label -> line.contains(label + "=\"")))))
                .map(metric -> metric.group(0))
                .toList();
        assertThat(unknown).isEmpty();
        assertThat(table).contains("`tenure_decision_seconds`");
    }

    @Test
    void exposesEveryMetricOfTheAlertsAndTheDashboard() throws IOException {
        String metrics = metricsAfterADecision();
        Set<String> exposed = metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        List<String> expressions = new ArrayList<>();
        new YAMLMapper()
                .readTree(Path.of("deploy/monitoring/alerts.yaml").toFile())
                .findValuesAsText("expr", expressions);
        int alerts = expressions.size();
        new ObjectMapper()
                .readTree(Path.of("deploy/monitoring/dashboard.json").toFile())
                .findValuesAsText("expr", expressions);
        assertThat(alerts).isGreaterThan(8);
        assertThat(expressions).hasSizeGreaterThan(alerts + 12);
        Set<String> used = new TreeSet<>();
        expressions.forEach(expression -> IDENTIFIER
                .matcher(LABELS.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !KEYWORDS.contains(name) && !name.equals(UP))
                .forEach(used::add));
        assertThat(used).contains("tenure_decision_seconds_bucket", "agroal_awaiting_count");
        used.removeAll(ONLY_AFTER_A_FAILURE);
        assertThat(exposed).containsAll(used);
    }

    @Test
    void timesHaveBucketsOfWhichQuantilesOverAllInstancesCanBeComputed() throws IOException {
        String metrics = metricsAfterADecision();
        for (String histogram : List.of(
                "tenure_decision_seconds",
                "tenure_record_commit_seconds",
                "tenure_record_group_size",
                "http_server_requests_seconds")) {
            assertThat(metrics.lines()
                            .filter(line -> line.startsWith(histogram + "_bucket{"))
                            .filter(line -> line.contains("le=\"+Inf\"")))
                    .as(histogram)
                    .isNotEmpty();
        }
        // Not one of each request, which would be many.
        assertThat(metrics.lines()
                        .filter(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                        .filter(line -> line.contains("/api/v1/decisions\"")
                                && line.contains("method=\"POST\"")
                                && line.contains("status=\"200\"")))
                .hasSizeBetween(8, 20);
    }

    @Test
    void countsRowsAndRulesThatNeverMatchedAsZeroAndNamesTheActiveRelease() throws Exception {
        int release = given().get("/q/health/ready")
                .then()
                .extract()
                .path("checks.find { it.name == 'ruleset' }.data.release");
        String metrics = "";
        for (int i = 0; i < 100 && !metrics.contains("row=\"ST6.1\""); i++) {
            Thread.sleep(100);
            metrics = metricsAfterADecision();
        }
        assertThat(metrics.lines()).anyMatch(line -> line.startsWith("tenure_hits_total{") && line.endsWith(" 0.0"));
        assertThat(metrics).contains("row=\"ST6.1\"", "row=\"ST1\"");
        assertThat(metrics.lines()
                        .filter(line -> line.startsWith("tenure_release_active"))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactly(release + ".0");
    }

    private static String metricsAfterADecision() throws IOException {
        given().contentType("application/json")
                .body(Files.readString(Path.of(CUSTOMER)))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
        System.gc();
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
