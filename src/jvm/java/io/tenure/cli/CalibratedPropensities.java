package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.calibration.Measured;
import io.tenure.calibration.Propensities;
import io.tenure.calibration.Propensities.Acceptance;
import io.tenure.report.OutputLabels;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sheet of candidate actions with the chances of success that were measured in place of those before. A row
/// has the acceptance of its action in its stages; one whose chance is computed keeps it.
///
/// @param rows of the sheet
record CalibratedPropensities(List<List<String>> rows, List<Change> changed) {
    static final String WORKBOOK = "actions";
    static final String SHEET = "Candidates";
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?%?");
    private static final Pattern STAGES = Pattern.compile("[A-Z]+(, [A-Z]+)*");

    /// @param row its name
    record Change(String row, String action, String before, Measured now) {}

    /// What was reported on the decisions of two years.
    ///
    /// @param from first day of the decisions
    /// @param to last day; null for today
    static Propensities reported(ServiceClient service, Console console, LocalDate from, @Nullable LocalDate to)
            throws IOException, CliException {
        JsonNode report = service.sendJson(
                "viewer",
                console.locale(),
                "GET",
                "/report" + ServiceClient.query("groupBy", "action,stage", "from", from, "to", to),
                null);
        List<Acceptance> groups = new ArrayList<>();
        for (JsonNode group : report.get("groups")) {
            JsonNode key = group.get("key");
            JsonNode acceptance = group.get("acceptance");
            if (key.path("action").isTextual()) {
                groups.add(new Acceptance(
                        key.get("action").asText(),
                        key.path("stage").isTextual() ? key.get("stage").asText() : null,
                        acceptance.get("count").asLong(),
                        acceptance.get("total").asLong()));
            }
        }
        return new Propensities(groups);
    }

    /// The sheet as it stands where it has none of these columns.
    static CalibratedPropensities of(List<List<String>> sheet, Propensities measured) {
        List<String> names = sheet.stream()
                .filter(row -> row.contains("candidate.action") && row.contains("candidate.propensity"))
                .findFirst()
                .orElse(List.of());
        int action = names.indexOf("candidate.action");
        int propensity = names.indexOf("candidate.propensity");
        int stage = names.indexOf("stage");
        List<List<String>> rows = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        for (List<String> row : sheet) {
            if (propensity < 0
                    || row.size() <= propensity
                    || !NUMBER.matcher(row.get(propensity)).matches()) {
                rows.add(row);
                continue;
            }
            String stages = stage < 0 ? "" : row.get(stage);
            var now = measured.of(
                    List.of(row.get(action)),
                    STAGES.matcher(stages).matches()
                            ? Stream.of(stages.split(", ")).toList()
                            : List.of());
            if (now.isEmpty()) {
                rows.add(row);
                continue;
            }
            List<String> cells = new ArrayList<>(row);
            cells.set(propensity, OutputLabels.percent(now.get().value()));
            rows.add(cells);
            changed.add(new Change(row.getFirst(), row.get(action), row.get(propensity), now.get()));
        }
        return new CalibratedPropensities(rows, changed);
    }
}
