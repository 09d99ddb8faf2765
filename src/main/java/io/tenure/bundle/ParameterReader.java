package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.MeasureCalculator;
import io.tenure.parser.MissingNames;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Parameters`: numbers by name, and the range that each must keep. An end of a range is a number or
/// another parameter: the 90th percentile is at least the 80th. An amount of money may be a share of a reference amount
/// (`shareOf`), which is a parameter too and no share itself; then a number as an end of its range limits the share.
final class ParameterReader {
    /// Heading of the column that names what a value is a share of.
    static final String SHARE_OF = "shareOf";

    private final @Nullable SettingsSheet sheet;
    private final Set<String> required;
    private final FindingCollector findings;
    private final Map<String, Double> values = new LinkedHashMap<>();
    /// The number in the cell of each, which is a share where the row names a reference.
    private final Map<String, Double> written = new LinkedHashMap<>();

    private final Map<String, Parameters.Source> sources = new LinkedHashMap<>();
    private final Map<String, Address> faulty = new LinkedHashMap<>();
    private final Map<String, Address> cells = new LinkedHashMap<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Set<String> outOfRange = new LinkedHashSet<>();

    /// The parameters that are no shares, once all rows are read.
    private Map<String, Double> references = Map.of();

    /// @param sheet null where there is none
    /// @param required parameters whose absence is an error
    ParameterReader(@Nullable SettingsSheet sheet, Set<String> required, FindingCollector findings) {
        this.sheet = sheet;
        this.required = required;
        this.findings = findings;
    }

    /// What the sheet holds.
    ///
    /// @param values by name, in the sheet's order; of a share, the amount that it comes to
    /// @param sources where each stands, what it is a share of and when it was measured
    /// @param faulty those that no cell can use, with the place of the mistake
    /// @param unused those that nothing uses, with their places
    /// @param cells where the value of each stands
    /// @param isRead whether the sheet could be read, or none is needed
    record Content(
            Map<String, Double> values,
            Map<String, Parameters.Source> sources,
            Map<String, Address> faulty,
            Map<String, Address> unused,
            Map<String, Address> cells,
            boolean isRead) {
        /// The parameters that others may be shares of, with their amounts.
        Map<String, Double> possibleReferences() {
            return ParameterReader.possibleReferences(values, sources);
        }
    }

    private static Map<String, Double> possibleReferences(
            Map<String, Double> amounts, Map<String, Parameters.Source> sources) {
        var references = new TreeMap<String, Double>();
        amounts.forEach((name, amount) -> {
            var source = sources.get(name);
            if (source != null && source.share() == null) {
                references.put(name, amount);
            }
        });
        return references;
    }

    /// @param mentioned every name that tables and rules use, with the number of cells that do
    Content read(Dictionary dictionary, Map<String, Integer> mentioned) {
        if (sheet != null) {
            for (var row : sheet.rows()) {
                readRow(sheet, row, dictionary);
            }
            references = possibleReferences(written, sources);
            sources.forEach((name, source) -> resolve(sheet, name, source));
            sources.forEach((name, source) -> checkRange(sheet, name, source.row()));
            checkFormulas(sheet);
        }
        var unused = unused(mentioned.keySet());
        var isRead = sheet != null || required.isEmpty();
        if (isRead) {
            reportMissing(unused);
        }
        return new Content(values, sources, faulty, unused, cells, isRead);
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
        cells.put(name, sheet.address(row, "value"));
        var value = sheet.number(row, "value", true);
        if (value == null) {
            faulty.put(name, sheet.address(row, "value"));
        } else {
            values.put(name, value);
            written.put(name, value);
            sources.put(
                    name,
                    new Parameters.Source(row, sheet.share(row, "value", SHARE_OF), sheet.day(row, "measuredOn")));
        }
    }

    /// Replaces a share by the amount that it comes to.
    private void resolve(SettingsSheet sheet, String name, Parameters.Source source) {
        var share = source.share();
        if (share == null) {
            return;
        }
        var amount =
                referenceAmount(sheet, source.row(), SHARE_OF, share.reference(), references, faulty, cells, findings);
        if (amount == null) {
            var cause = faulty.get(share.reference());
            faulty.putIfAbsent(name, cause == null ? sheet.address(source.row(), SHARE_OF) : cause);
        } else {
            values.put(name, share.amount(amount));
        }
    }

    /// The amount of a reference; null after adding an error, or where it has one itself.
    ///
    /// @param known amounts of the parameters that are no shares themselves
    /// @param faulty parameters that have an error, and afterwards the reference if it is not above 0
    /// @param cells where the value of each parameter stands
    private static @Nullable Double referenceAmount(
            SettingsSheet sheet,
            int row,
            String heading,
            String reference,
            Map<String, Double> known,
            Map<String, Address> faulty,
            Map<String, Address> cells,
            FindingCollector findings) {
        if (faulty.containsKey(reference)) {
            return null;
        }
        var amount = known.get(reference);
        if (amount == null) {
            sheet.reportUnknownReference(row, heading, reference, known.keySet());
            return null;
        }
        if (amount <= 0) {
            var cell = cells.getOrDefault(reference, sheet.address(row, heading));
            faulty.put(reference, cell);
            findings.error(
                    "parameter-out-of-range",
                    cell,
                    reference,
                    Message.of("parser.share.reference-not-positive.message", "name", reference),
                    Message.of("parser.share.reference-not-positive.fix", "name", reference));
            return null;
        }
        return amount;
    }

    /// The amount of a reference in another sheet; null after adding an error, or where it has one itself.
    static @Nullable Double referenceAmount(
            SettingsSheet sheet,
            int row,
            String heading,
            String reference,
            Content parameters,
            FindingCollector findings) {
        if (!parameters.isRead) {
            return null;
        }
        return referenceAmount(
                sheet,
                row,
                heading,
                reference,
                parameters.possibleReferences(),
                parameters.faulty,
                parameters.cells,
                findings);
    }

    // --- Ranges -----------------------------------------------------------------------------------------

    /// One end of a range.
    ///
    /// @param limited what must keep to it: the number as written for a number, the value for another parameter
    /// @param words as people read it: a number, or a parameter and its value
    /// @param isShare whether the number as written is limited, which may be a share
    private record Bound(double limited, double value, String words, boolean isShare) {}

    private void checkRange(SettingsSheet sheet, String name, int row) {
        var min = bound(sheet, name, row, "min");
        var max = bound(sheet, name, row, "max");
        if (min != null && min.limited < min.value) {
            report(
                    sheet,
                    name,
                    Message.of(
                            "bundle.parameter-out-of-range.min.message",
                            "name",
                            name,
                            "value",
                            min.isShare ? sheet.raw(row, "value") : amountText(sheet, name, row),
                            "bound",
                            min.words));
        } else if (max != null && max.limited > max.value) {
            report(
                    sheet,
                    name,
                    Message.of(
                            "bundle.parameter-out-of-range.max.message",
                            "name",
                            name,
                            "value",
                            max.isShare ? sheet.raw(row, "value") : amountText(sheet, name, row),
                            "bound",
                            max.words));
        }
    }

    /// The value as it is compared with another parameter: of a share the amount that it comes to, and the share.
    private String amountText(SettingsSheet sheet, String name, int row) {
        var source = sources.get(name);
        var raw = sheet.raw(row, "value");
        return source == null || source.share() == null
                ? raw
                : NumberText.exact(values.getOrDefault(name, 0.0)) + " (" + raw + " × "
                        + source.share().reference() + ")";
    }

    private @Nullable Bound bound(SettingsSheet sheet, String name, int row, String heading) {
        var text = sheet.cell(row, heading) instanceof Cell.Text ? sheet.normalizedText(row, heading) : "";
        if (!ValueParser.isName(text)) {
            var number = sheet.number(row, heading, false);
            return number == null
                    ? null
                    : new Bound(written.getOrDefault(name, 0.0), number, sheet.raw(row, heading), true);
        }
        var value = values.get(text);
        if (value != null && !text.equals(name)) {
            return new Bound(values.getOrDefault(name, 0.0), value, text + " (" + NumberText.exact(value) + ")", false);
        }
        if (!faulty.containsKey(text)) {
            var others = new TreeSet<String>();
            if (values.size() <= Dictionary.MAX_COMPARED_NAMES) {
                others.addAll(values.keySet());
                others.remove(name);
            }
            sheet.reportUnknownParameter(row, heading, text, others);
        }
        return null;
    }

    /// What the formulas of the measures ask of their parameters, whatever ranges the sheet gives.
    private void checkFormulas(SettingsSheet sheet) {
        MeasureCalculator.faults(new Parameters(values, sources)).stream()
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
        var source = sources.get(name);
        int row = source == null ? 0 : source.row();
        outOfRange.add(name);
        faulty.putIfAbsent(name, sheet.address(row, "value"));
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
            var used = new HashSet<>(mentioned);
            used.addAll(required);
            for (var row : sheet.rows()) {
                for (var heading : List.of("min", "max", SHARE_OF)) {
                    used.add(sheet.normalizedText(row, heading));
                }
            }
            for (var row : sheet.rows()) {
                var name = sheet.normalizedText(row, "name");
                if (!name.isEmpty() && !used.contains(name)) {
                    unused.putIfAbsent(name, sheet.address(row, "name"));
                }
            }
        }
        return unused;
    }

    private void reportMissing(Map<String, Address> unused) {
        var candidates = new MissingNames(Map.of(), unused, Set.of(), Set.of(), Map.of());
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
}
