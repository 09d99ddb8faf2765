package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.FittedModels;
import io.tenure.text.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Model`: the parameters of the models that were fitted to the site's own base. A row without a value
/// is one that was not fitted; a model has all of its parameters or none.
final class ModelReader {
    static final List<String> COLUMNS =
            List.of("name", "value", "unit", "meaning", "meaningZh", "source", "measuredOn");

    /// A week of the published figures; otherwise the unit of time is a day.
    private static final String WEEK = "week";

    private static final double WEEK_DAYS = 7;
    private static final double MAX_HORIZON = 1_830;

    /// Parameters that may be 0: without dropout, and a choice.
    private static final Set<String> MAY_BE_ZERO = Set.of("bgNbdA", "bgNbdDropsAtOnce");

    private static final Set<String> ANY_NUMBER =
            Set.of("bgNbdLogLikelihood", "gammaGammaLogLikelihood", "riskIntercept");

    private final FindingCollector findings;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, Parameters.Source> sources = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();

    ModelReader(FindingCollector findings) {
        this.findings = findings;
    }

    /// The parameters of the sheet `Parameters` and those of the models.
    ///
    /// @param sheet null where there is none
    ParameterReader.Content addTo(ParameterReader.Content parameters, @Nullable SettingsSheet sheet) {
        if (sheet == null) {
            return parameters;
        }
        for (var row : sheet.rows()) {
            read(sheet, row, parameters.values().keySet());
        }
        for (var names : FittedModels.MODELS) {
            var missing =
                    names.stream().filter(name -> !values.containsKey(name)).toList();
            if (!missing.isEmpty() && missing.size() < names.size()) {
                reportIncomplete(sheet, names, missing);
            }
        }
        var all = new LinkedHashMap<>(parameters.values());
        all.putAll(values);
        var allSources = new LinkedHashMap<>(parameters.sources());
        allSources.putAll(sources);
        return new ParameterReader.Content(
                all, allSources, parameters.faulty(), parameters.unused(), parameters.cells(), parameters.isRead());
    }

    private void read(SettingsSheet sheet, int row, Set<String> taken) {
        var name = sheet.requiredName(row, "name");
        if (name.isEmpty()) {
            return;
        }
        if (!FittedModels.NAMES.contains(name)) {
            sheet.reportUnknown(row, "name", name, FittedModels.NAMES);
            return;
        }
        if (taken.contains(name) || rows.putIfAbsent(name, row) != null) {
            sheet.reportDuplicate(row, "name", name);
            return;
        }
        var value = sheet.number(row, "value", false);
        var day = sheet.day(row, "measuredOn");
        if (value == null) {
            return;
        }
        if (!isInRange(name, value)) {
            findings.error(
                    "parameter-out-of-range",
                    sheet.address(row, "value"),
                    sheet.raw(row, "value"),
                    Message.of("bundle.model.out-of-range.message", "name", name),
                    Message.of("bundle.model.out-of-range.fix"));
        }
        var unit = sheet.normalizedText(row, "unit");
        if (name.equals("bgNbdAlpha") && !List.of("day", WEEK).contains(unit)) {
            findings.error(
                    "wrong-unit",
                    sheet.address(row, "unit"),
                    unit,
                    Message.of("bundle.model.unit.message", "name", name),
                    Message.of("bundle.model.unit.fix"));
        }
        values.put(name, name.equals("bgNbdAlpha") && unit.equals(WEEK) ? Double.valueOf(value * WEEK_DAYS) : value);
        sources.put(name, new Parameters.Source(row, null, day));
    }

    private static boolean isInRange(String name, double value) {
        if (ANY_NUMBER.contains(name)) {
            return true;
        }
        return switch (name) {
            case "bgNbdDropsAtOnce" -> value == 0 || value == 1;
            case "modelHorizon" -> value >= 1 && value <= MAX_HORIZON && value == Math.rint(value);
            default -> value > 0 || value == 0 && MAY_BE_ZERO.contains(name);
        };
    }

    private void reportIncomplete(SettingsSheet sheet, List<String> names, List<String> missing) {
        var row = names.stream().filter(rows::containsKey).findFirst();
        findings.error(
                "incomplete-model",
                row.isEmpty() ? sheet.address() : sheet.address(rows.getOrDefault(row.get(), 0), "value"),
                String.join(", ", missing),
                Message.of("bundle.model.incomplete.message", "missing", missing),
                Message.of("bundle.model.incomplete.fix", "names", names));
    }

    /// Whether a parameter stands in the sheet `Model`.
    static boolean isModel(String name) {
        return FittedModels.NAMES.contains(name);
    }
}
