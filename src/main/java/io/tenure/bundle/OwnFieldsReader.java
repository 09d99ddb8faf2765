package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the sheets `Attributes`, `Outcomes` and `Codes`: the facts, outcomes and codes that a ruleset adds to those of
/// the dictionary.
final class OwnFieldsReader {
    /// Far more outcomes than people tell apart; every decision has room for each.
    static final int MAX_OUTCOMES = 200;
    /// Codes of all outcomes together.
    static final int MAX_CODES = 2_000;

    static final List<String> ATTRIBUTE_COLUMNS =
            List.of("name", "type", "unit", "min", "max", "codes", "meaning", "meaningZh");
    static final List<String> OUTCOME_COLUMNS =
            List.of("name", "type", "phase", "unit", "min", "max", "label", "labelZh", "meaning", "meaningZh");
    static final List<String> CODE_COLUMNS = List.of("outcome", "code", "en", "zh");

    private final List<String> phases;
    private final Predicate<String> established;
    private final FindingCollector findings;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> attributeNames = new HashSet<>();
    private final Set<String> outcomeNames = new HashSet<>();
    private final Map<String, Address> faulty = new LinkedHashMap<>();
    private final Map<String, Address> outcomes = new LinkedHashMap<>();
    private final Map<String, Address> places = new LinkedHashMap<>();
    private final Map<String, List<String>> codes = new LinkedHashMap<>();
    private final List<OwnFields.CodeRow> codeRows = new ArrayList<>();

    /// @param phases the phases in which tables can decide outcomes
    /// @param established whether tables use a name, or the release before has it
    OwnFieldsReader(List<String> phases, Predicate<String> established, FindingCollector findings) {
        this.established = established;
        this.phases = phases;
        this.findings = findings;
    }

    /// @param attributeSheet null where there is none, as are the others
    OwnFields read(
            @Nullable SettingsSheet attributeSheet,
            @Nullable SettingsSheet outcomeSheet,
            @Nullable SettingsSheet codeSheet) {
        if (attributeSheet != null) {
            attributeSheet.rows().forEach(row -> addAttribute(attributeSheet, row));
        }
        var outcomeFields = new ArrayList<Field>();
        if (outcomeSheet != null) {
            outcomeSheet.rows().forEach(row -> addOutcome(outcomeSheet, row, outcomeFields));
        }
        if (codeSheet != null) {
            codeSheet.rows().forEach(row -> addCode(codeSheet, row, outcomeFields));
        }
        for (var field : outcomeFields) {
            if (field.type() == FieldType.CODE && !codes.containsKey(field.name())) {
                reportWithoutCodes(field.name());
            } else {
                fields.add(field);
            }
        }
        return new OwnFields(Dictionary.standard().with(fields, codes), outcomes, places, faulty, codeRows);
    }

    // --- Attributes -------------------------------------------------------------------------------------

    private void addAttribute(SettingsSheet sheet, int row) {
        var name = name(sheet, row, Dictionary.standard(), attributeNames);
        var type = name == null ? null : type(sheet, row, name);
        if (name == null || type == null) {
            return;
        }
        var attributeCodes =
                SettingsSheet.splitCodes(sheet.normalizedText(row, "codes").replace('|', ','));
        if ((type == FieldType.CODE) == attributeCodes.isEmpty()) {
            findings.error(
                    "invalid-codes",
                    sheet.address(row, "codes"),
                    String.join(", ", attributeCodes),
                    Message.of("bundle.invalid-codes.message"),
                    Message.of("bundle.invalid-codes.fix"));
            faulty.putIfAbsent(name, sheet.address(row, "codes"));
            return;
        }
        var min = sheet.number(row, "min", false);
        var max = sheet.number(row, "max", false);
        checkRange(sheet, row, min, max);
        var meaning = sheet.text(row, "meaning", name);
        fields.add(Field.own(
                name, FieldKind.FACT, type, sheet.text(row, "unit"), min, max, attributeCodes, meaning, meaning, ""));
    }

    // --- Outcomes ---------------------------------------------------------------------------------------

    private void addOutcome(SettingsSheet sheet, int row, List<Field> outcomeFields) {
        var name = name(sheet, row, Dictionary.standard().with(fields), outcomeNames);
        if (name == null) {
            return;
        }
        if (outcomes.size() >= MAX_OUTCOMES) {
            findings.error(
                    "too-many-outcomes",
                    sheet.address(row, "name"),
                    name,
                    Message.of("bundle.too-many-outcomes.message", "most", MAX_OUTCOMES),
                    Message.of("bundle.too-many-outcomes.fix"));
            faulty.putIfAbsent(name, sheet.address(row, "name"));
            return;
        }
        var type = type(sheet, row, name);
        var phase = sheet.normalizedText(row, "phase");
        if (!phases.contains(phase)) {
            sheet.reportUnknown(row, "phase", phase, phases);
            faulty.putIfAbsent(name, sheet.address(row, "phase"));
            return;
        }
        if (type == null) {
            return;
        }
        var min = sheet.number(row, "min", false);
        var max = sheet.number(row, "max", false);
        checkRange(sheet, row, min, max);
        var label = sheet.text(row, "label", name);
        outcomes.put(name, sheet.address(row, "name"));
        outcomeFields.add(Field.own(
                name,
                FieldKind.OUTCOME,
                type,
                sheet.text(row, "unit"),
                min,
                max,
                List.of(),
                label,
                sheet.text(row, "meaning").isEmpty() ? label : sheet.text(row, "meaning", name),
                phase));
    }

    private void reportWithoutCodes(String outcome) {
        // Where its codes are wrong, the cells that use it follow from them.
        var address = faulty.computeIfAbsent(outcome, name -> Objects.requireNonNull(outcomes.get(name)));
        if (!findings.hasErrorAt(address) && !findings.causes(address)) {
            findings.error(
                    "no-codes",
                    address,
                    outcome,
                    Message.of("bundle.no-codes.message", "name", outcome),
                    Message.of("bundle.no-codes.fix", "name", outcome));
        }
    }

    // --- Codes ------------------------------------------------------------------------------------------

    private void addCode(SettingsSheet sheet, int row, List<Field> outcomeFields) {
        var outcome = sheet.requiredName(row, "outcome");
        var code = sheet.requiredName(row, "code");
        if (outcome.isEmpty() || code.isEmpty()) {
            return;
        }
        var own = outcomeFields.stream()
                .filter(field -> field.name().equals(outcome))
                .findFirst();
        var field = own.or(() ->
                        Dictionary.standard().find(outcome).filter(standard -> standard.kind() == FieldKind.OUTCOME))
                .orElse(null);
        if (field == null) {
            reportUnknownOutcome(sheet, row, outcome, outcomeFields);
        } else if (field.type() != FieldType.CODE || (own.isEmpty() && !field.moreCodes())) {
            findings.error(
                    "fixed-codes",
                    sheet.address(row, "outcome"),
                    outcome,
                    field.type() == FieldType.CODE
                            ? Message.of("bundle.fixed-codes.standard.message", "name", outcome)
                            : Message.of("bundle.fixed-codes.type.message", "name", outcome, "type", field.type()),
                    field.type() == FieldType.CODE
                            ? Message.of("bundle.fixed-codes.standard.fix", "open", openOutcomes())
                            : Message.of("bundle.fixed-codes.type.fix", "name", outcome));
        } else if (!ValueParser.isName(code) || SettingsSheet.isKeyword(code)) {
            findings.error(
                    "invalid-name",
                    sheet.address(row, "code"),
                    code,
                    Message.of("bundle.invalid-name.message", "name", code),
                    Message.of("bundle.invalid-name.fix"));
        } else if (field.codes().contains(code)
                || codes.getOrDefault(outcome, List.of()).contains(code)) {
            sheet.reportDuplicate(row, "code", code);
        } else if (codeRows.size() == MAX_CODES) {
            findings.error(
                    "too-many-codes",
                    sheet.address(row, "code"),
                    code,
                    Message.of("bundle.too-many-codes.message", "most", MAX_CODES),
                    Message.of("bundle.too-many-codes.fix"));
        } else {
            codes.computeIfAbsent(outcome, _ -> new ArrayList<>()).add(code);
            codeRows.add(new OwnFields.CodeRow(
                    code,
                    Text.of(sheet.text(row, "en"), sheet.text(row, "zh")),
                    sheet.address(row, "en"),
                    sheet.address(row, "zh")));
        }
    }

    private void reportUnknownOutcome(SettingsSheet sheet, int row, String outcome, List<Field> outcomeFields) {
        var cause = faulty.get(outcome);
        if (cause != null) {
            findings.add(ValueParser.followsFrom(outcome, cause).at(sheet.address(row, "outcome"), outcome));
            return;
        }
        var own = outcomeFields.stream()
                .filter(field -> field.type() == FieldType.CODE)
                .map(Field::name)
                .toList();
        var renamed = established.test(outcome)
                ? Dictionary.nearest(
                        outcome,
                        own.stream().filter(name -> !established.test(name)).toList())
                : Optional.<String>empty();
        if (renamed.isPresent()) {
            var place = Objects.requireNonNull(places.get(renamed.get()));
            findings.add(ValueParser.followsFrom(outcome, place).at(sheet.address(row, "outcome"), outcome));
            return;
        }
        var known = new ArrayList<>(openOutcomes());
        known.addAll(own);
        sheet.reportUnknown(row, "outcome", outcome, known);
    }

    /// The outcomes of the dictionary that may have more codes.
    private static List<String> openOutcomes() {
        return Dictionary.standard().fields(FieldKind.OUTCOME).stream()
                .filter(Field::moreCodes)
                .map(Field::name)
                .toList();
    }

    // --- Both -------------------------------------------------------------------------------------------

    /// The name in a row; null, with a finding, where it can't be used.
    ///
    /// @param declared names of earlier rows of the sheet
    private @Nullable String name(SettingsSheet sheet, int row, Dictionary taken, Set<String> declared) {
        var name = sheet.requiredName(row, "name");
        if (name.isEmpty()) {
            return null;
        }
        if (!sheet.isFreeName(row, name, taken, false)) {
            faulty.putIfAbsent(name, sheet.address(row, "name"));
            return null;
        }
        if (!declared.add(name)) {
            sheet.reportDuplicate(row, "name", name);
            return null;
        }
        places.put(name, sheet.address(row, "name"));
        return name;
    }

    private @Nullable FieldType type(SettingsSheet sheet, int row, String name) {
        var types = Arrays.stream(FieldType.values()).map(FieldType::name).toList();
        var type = sheet.normalizedText(row, "type").toUpperCase(Locale.ROOT);
        if (!types.contains(type)) {
            sheet.reportUnknown(row, "type", type, types);
            faulty.putIfAbsent(name, sheet.address(row, "type"));
            return null;
        }
        return FieldType.valueOf(type);
    }

    private void checkRange(SettingsSheet sheet, int row, @Nullable Double min, @Nullable Double max) {
        if (min != null && max != null && min > max) {
            findings.error(
                    "empty-range",
                    sheet.address(row, "max"),
                    NumberText.exact(max),
                    Message.of("bundle.empty-range.message"),
                    Message.of("bundle.empty-range.fix"));
        }
    }
}
