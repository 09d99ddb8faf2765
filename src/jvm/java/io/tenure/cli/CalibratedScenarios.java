package io.tenure.cli;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.engine.ScenarioResult;
import io.tenure.engine.ScenarioResult.Mismatch;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.report.OutputLabels;
import io.tenure.workbook.SheetReplacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The scenarios of a calibrated bundle. What they expect was written for other thresholds; where the measured ones
/// decide otherwise, the draft expects what comes out now, and each change is listed for a person to confirm.
///
/// @param files the bundle with the new expectations
/// @param changed one per expectation, in the order of the sheets
/// @param findings errors of the bundle itself; then no scenario was run
record CalibratedScenarios(SortedMap<String, byte[]> files, List<Change> changed, List<Finding> findings) {
    private static final String FOLDER = "scenarios/";
    private static final String WORKBOOK_ENDING = ".xlsx";
    private static final String EXPECT = "expect:";
    private static final int MAX_DECIMALS = 8;

    /// @param name of what was expected, such as `riskBand`
    /// @param before as the sheet said
    /// @param now as it comes out; null where the scenario could not be decided, and nothing was changed
    record Change(
            String scenario,
            String name,
            String before,
            @Nullable String now) {}

    /// A sheet of scenarios.
    private record Place(String file, String sheet) {
        String workbook() {
            return file.substring(FOLDER.length(), file.length() - WORKBOOK_ENDING.length());
        }
    }

    static CalibratedScenarios of(SortedMap<String, byte[]> files) {
        var checked = new BundleReader().read(Bundle.of(files)).then(ruleset -> new Engine().compile(ruleset));
        return switch (checked) {
            case Checked.Invalid(List<Finding> findings) -> new CalibratedScenarios(files, List.of(), findings);
            case Checked.Valid(CompiledRuleset compiled, var _) -> rewritten(files, compiled);
        };
    }

    private static CalibratedScenarios rewritten(SortedMap<String, byte[]> files, CompiledRuleset compiled) {
        SortedMap<String, byte[]> result = new TreeMap<>(files);
        List<Change> changes = new ArrayList<>();
        var replacement =
                SheetReplacement.ofFolder(files, FOLDER, compiled.ruleset().dictionary());
        Map<Place, List<List<String>>> edited = new LinkedHashMap<>();
        for (ScenarioResult run : ScenarioRunner.run(compiled)) {
            if (run.passed()) {
                continue;
            }
            Place place = new Place(run.scenario().file(), run.scenario().sheet());
            List<List<String>> rows =
                    edited.computeIfAbsent(place, p -> new ArrayList<>(replacement.rows(p.workbook(), p.sheet())));
            int row = run.scenario().row() - 1;
            if (run.failure() != null
                    || row >= rows.size()
                    || !rows.get(row).getFirst().equals(run.scenario().name())) {
                changes.add(new Change(run.scenario().name(), "", "", null));
                continue;
            }
            List<String> cells = new ArrayList<>(rows.get(row));
            for (Mismatch mismatch : run.mismatches()) {
                int column = rows.getFirst().indexOf(EXPECT + mismatch.name());
                String before = column < 0 || column >= cells.size() ? "" : cells.get(column);
                if (column < 0 || before.isEmpty()) {
                    changes.add(new Change(run.scenario().name(), mismatch.name(), before, null));
                    continue;
                }
                String now = text(mismatch, before);
                cells.set(column, now);
                changes.add(new Change(run.scenario().name(), mismatch.name(), before, now));
            }
            rows.set(row, cells);
        }
        edited.forEach(
                (place, rows) -> result.put(place.file(), replacement.replace(place.workbook(), place.sheet(), rows)));
        return new CalibratedScenarios(result, changes, List.of());
    }

    /// What came out, as the sheet writes it.
    private static String text(Mismatch mismatch, String before) {
        Object actual = mismatch.actual();
        if (actual == null) {
            return "unknown";
        }
        if (actual instanceof Boolean yes) {
            return yes ? "TRUE" : "FALSE";
        }
        if (actual instanceof Double number) {
            return before.endsWith("%")
                    ? OutputLabels.number(100 * number, MAX_DECIMALS) + "%"
                    : OutputLabels.number(number, MAX_DECIMALS);
        }
        return actual.toString().isEmpty() ? "none" : actual.toString();
    }
}
