package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The metrics documented in `docs/operating.md` exist.
@QuarkusTest
class MetricsTest {
    private static final Pattern NAME = Pattern.compile("`([a-z]+_[a-z_]+)(?:\\{([a-z,]+)})?`");

    /// It names the rule that failed, which `RuleFailureTest` shows.
    private static final Set<String> ONLY_AFTER_A_FAILURE = Set.of("tenure_rule_failures_total");

    @Test
    void exposesEveryDocumentedMetricWithItsLabels() throws IOException {
        given().contentType("application/json")
                .body(Files.readString(Path.of("src/test/resources/cases/decisions/complaining.json")))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
        System.gc();
        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
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
}
