package io.tenure.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The alerts, checked by Prometheus' own tool.
class AlertRulesTest {
    private static final Path MONITORING = Path.of("deploy/monitoring");

    @Test
    void prometheusAcceptsTheRules() throws Exception {
        assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    }

    @Test
    void eachAlertFiresWhenItShouldAndNotBefore() throws Exception {
        assertThat(promtool("test", "rules", "alerts.test.yaml", "shifts.test.yaml"))
                .contains("SUCCESS");
        String tests = Files.readString(MONITORING.resolve("alerts.test.yaml"))
                + Files.readString(MONITORING.resolve("shifts.test.yaml"));
        assertThat(alerts()).allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert + "\n"));
    }

    @Test
    void eachAlertIsDocumentedAndNoOther() throws Exception {
        String documentation = Files.readString(Path.of("docs/operating.md"));
        String table = documentation.substring(documentation.indexOf("| alert |"), documentation.indexOf("## Sizing"));
        assertThat(table.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .containsExactlyElementsOf(alerts());
    }

    private static List<String> alerts() throws IOException {
        JsonNode groups =
                new YAMLMapper().readTree(MONITORING.resolve("alerts.yaml").toFile());
        List<String> alerts = new ArrayList<>();
        groups.at("/groups/0/rules")
                .forEach(rule -> alerts.add(rule.path("alert").asText()));
        return alerts;
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(Arrays.asList(arguments));
        Process promtool;
        try {
            promtool = new ProcessBuilder(command)
                    .directory(MONITORING.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException _) {
            return fail("promtool checks the alerts and isn't installed: it is in Debian's package prometheus.");
        }
        String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
        return output;
    }
}
