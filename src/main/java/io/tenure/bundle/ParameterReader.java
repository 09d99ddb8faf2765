package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.MeasureCalculator;
import io.tenure.parser.MissingNames;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Parameters`: numbers by name, and the range that each must keep. An end of a range is a number or
/// another parameter: the 90th percentile is at least the 80th.
final class ParameterReader {
    private final @Nullable SettingsSheet sheet;
    private final Set<String> required;
    private final FindingCollector findings;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Address> faulty = new LinkedHashMap<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Set<String> outOfRange = new LinkedHashSet<>();
    private final Set<String> formerNames;

    /// @param sheet null where there is none
    /// @param required parameters whose absence is an error
    /// @param formerNames parameters of the release that the bundle changes
    ParameterReader(
            @Nullable SettingsSheet sheet, Set<String> required, Set<String> formerNames, FindingCollector findings) {
        this.formerNames = formerNames;
        this.sheet = sheet;
        this.required = required;
        this.findings = findings;
    }

    /// What the sheet holds.
    ///
    /// @param values by name, in the sheet's order
    /// @param rows row of each, as the spreadsheet shows it
    /// @param missing why other parameters that cells use are not among them
    record Content(Map<String, Double> values, Map<String, Integer> rows, MissingNames missing) {}

    /// @param mentioned every name that tables and rules use, with the number of cells that do
    Content read(Dictionary dictionary, Map<String, Integer> mentioned) {
        if (sheet != null) {
            for (var row : sheet.rows()) {
                readRow(sheet, row, dictionary);
            }
            rows.forEach((name, row) -> checkRange(sheet, name, row));
            checkFormulas(sheet);
        }
        var unused = unused(mentioned.keySet());
        reportMissing(unused);
        var established = mentioned.entrySet().stream()
                .filter(name -> name.getValue() > 1 || formerNames.contains(name.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Content(values, rows, new MissingNames(faulty, unused, established));
    }

    private void readRow(SettingsSheet sheet, int row, Dictionary dictionary) {
        var name = sheet.requiredName(row, "name");
        if (name.isEmpty()) {
            return;
        }
        if (!sheet.isFreeName(row, name, dictionary, true)) {
            faulty.putIfAbsent(name, sheet.address(row, "name"));
            return;
        }
        if (!declared.add(name)) {
            sheet.reportDuplicate(row, "name", name);
            return;
        }
        var value = sheet.number(row, "value", true);
        if (value == null) {
            faulty.put(name, sheet.address(row, "value"));
        } else {
            values.put(name, value);
            rows.put(name, row);
        }
    }

    // --- Ranges -----------------------------------------------------------------------------------------

    /// One end of a range.
    ///
    /// @param words as people read it: a number, or a parameter and its value
    private record Bound(double value, String words) {}

    private void checkRange(SettingsSheet sheet, String name, int row) {
        var value = values.getOrDefault(name, 0.0);
        var min = bound(sheet, name, row, "min");
        var max = bound(sheet, name, row, "max");
        if (min != null && value < min.value) {
            report(
                    sheet,
                    name,
                    Message.of(
                            "bundle.parameter-out-of-range.min.message",
                            "name",
                            name,
                            "value",
                            sheet.raw(row, "value"),
                            "bound",
                            min.words));
        } else if (max != null && value > max.value) {
            report(
                    sheet,
                    name,
                    Message.of(
                            "bundle.parameter-out-of-range.max.message",
                            "name",
                            name,
                            "value",
                            sheet.raw(row, "value"),
                            "bound",
                            max.words));
        }
    }

    private @Nullable Bound bound(SettingsSheet sheet, String name, int row, String heading) {
        var text = sheet.cell(row, heading) instanceof Cell.Text ? sheet.normalizedText(row, heading) : "";
        if (!ValueParser.isName(text)) {
            var number = sheet.number(row, heading, false);
            return number == null ? null : new Bound(number, sheet.raw(row, heading));
        }
        var value = values.get(text);
        if (value != null && !text.equals(name)) {
            return new Bound(value, text + " (" + sheet.raw(rows.getOrDefault(text, 0), "value") + ")");
        }
        if (!faulty.containsKey(text)) {
            var others = new TreeSet<>(values.keySet());
            others.remove(name);
            sheet.reportUnknownParameter(row, heading, text, others);
        }
        return null;
    }

    /// What the formulas of the measures ask of their parameters, whatever ranges the sheet gives.
    private void checkFormulas(SettingsSheet sheet) {
        MeasureCalculator.faults(new Parameters(values, rows)).stream()
                .filter(fault -> required.contains(fault.parameter()) && values.containsKey(fault.parameter()))
                .filter(fault -> !outOfRange.contains(fault.parameter()))
                .forEach(fault -> report(
                        sheet,
                        fault.parameter(),
                        Message.of(
                                "bundle.parameter-out-of-range.formula.message",
                                "name",
                                fault.parameter(),
                                "problem",
                                fault.problem())));
    }

    private void report(SettingsSheet sheet, String name, Text message) {
        int row = rows.getOrDefault(name, 0);
        outOfRange.add(name);
        findings.error(
                "parameter-out-of-range",
                sheet.address(row, "value"),
                sheet.raw(row, "value"),
                message,
                Message.of("bundle.parameter-out-of-range.fix"));
    }

    // --- Missing names ----------------------------------------------------------------------------------

    /// The parameters that nothing uses, with their rows: one that is missing may have become one of them.
    private Map<String, Address> unused(Set<String> mentioned) {
        var unused = new LinkedHashMap<String, Address>();
        if (sheet != null) {
            for (var row : sheet.rows()) {
                var name = sheet.normalizedText(row, "name");
                if (!name.isEmpty() && !mentioned.contains(name) && !required.contains(name) && !isBound(name)) {
                    unused.putIfAbsent(name, sheet.address(row, "name"));
                }
            }
        }
        return unused;
    }

    private boolean isBound(String name) {
        return sheet != null
                && sheet.rows().stream()
                        .anyMatch(row -> sheet.normalizedText(row, "min").equals(name)
                                || sheet.normalizedText(row, "max").equals(name));
    }

    private void reportMissing(Map<String, Address> unused) {
        var candidates = new MissingNames(Map.of(), unused, Set.of());
        required.stream()
                .sorted()
                .filter(name -> !declared.contains(name) && !faulty.containsKey(name))
                .forEach(name -> {
                    var renamed = candidates.renamed(name);
                    var address = renamed.map(unused::get).orElse(Address.sheet(Settings.FILE, "Parameters"));
                    faulty.put(name, address);
                    findings.error(
                            "missing-parameter",
                            address,
                            renamed.orElse(name),
                            Message.of("bundle.missing-parameter.message", "name", name),
                            renamed.<Text>map(other -> Message.of(
                                            "bundle.missing-parameter.fix.renamed", "name", name, "other", other))
                                    .orElse(Message.of("bundle.missing-parameter.fix.other", "name", name)));
                });
    }

    /// Reports the parameters that cells use under another name than the sheet gives them.
    static void reportRenamed(Content content, Dictionary dictionary, FindingCollector findings) {
        var used = new LinkedHashMap<String, String>();
        new TreeSet<>(content.missing.established())
                .stream()
                        .filter(name -> !content.values.containsKey(name)
                                && !content.missing.faulty().containsKey(name)
                                && dictionary.find(name).isEmpty())
                        .forEach(name ->
                                content.missing.renamed(name).ifPresent(other -> used.putIfAbsent(other, name)));
        used.forEach((other, name) -> {
            var address = content.missing.unused().get(other);
            if (address != null && findings.causes(address) && !findings.hasErrorAt(address)) {
                findings.error(
                        "renamed-parameter",
                        address,
                        other,
                        Message.of("bundle.renamed-parameter.message", "other", other, "name", name),
                        Message.of("bundle.renamed-parameter.fix", "other", other, "name", name));
            }
        });
    }
}
