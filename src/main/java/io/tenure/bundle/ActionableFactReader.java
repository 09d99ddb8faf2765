package io.tenure.bundle;

import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.workbook.SettingsSheets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Facts`: which facts may come to be otherwise, who can change them, and in which range.
final class ActionableFactReader {
    static final List<String> COLUMNS = List.of("fact", "raisedBy", "loweredBy", "from", "to", "shareOf", "step");

    /// What stands for a change that happens and that nobody does.
    static final String NOBODY = "NOBODY";

    private static final List<String> ACTORS = List.of(Actor.CUSTOMER.name(), Actor.FIRM.name(), NOBODY);

    /// Facts that are the same for all of a customer's life.
    private static final Set<String> FIXED = Set.of("customerId", "relationshipType");

    /// More steps than anybody tells apart.
    private static final int MAX_STEPS = 10_000;

    /// Steps of a number whose row names none.
    private static final int STEPS = 100;

    private final SettingsSheet sheet;
    private final ParameterReader.Content parameters;
    private final FindingCollector findings;

    private ActionableFactReader(SettingsSheet sheet, ParameterReader.Content parameters, FindingCollector findings) {
        this.sheet = sheet;
        this.parameters = parameters;
        this.findings = findings;
    }

    /// @param sheet null where there is none
    static List<ActionableFact> read(
            @Nullable SettingsSheet sheet,
            Dictionary dictionary,
            ParameterReader.Content parameters,
            FindingCollector findings) {
        if (sheet == null) {
            return List.of();
        }
        var reader = new ActionableFactReader(sheet, parameters, findings);
        Map<String, ActionableFact> facts = new LinkedHashMap<>();
        Set<String> names = new java.util.HashSet<>();
        List<String> possible = dictionary.inputs().stream()
                .filter(ActionableFactReader::canChange)
                .map(Field::name)
                .toList();
        for (var row : sheet.rows()) {
            var name = sheet.requiredName(row, "fact");
            if (name.isEmpty()) {
                continue;
            }
            if (!possible.contains(name)) {
                sheet.reportUnknown(row, "fact", name, possible, SettingsSheets.ATTRIBUTES);
                continue;
            }
            if (!names.add(name)) {
                sheet.reportDuplicate(row, "fact", name);
                continue;
            }
            var fact = reader.read(row, dictionary.require(name));
            if (fact != null) {
                facts.put(name, fact);
            }
        }
        return List.copyOf(facts.values());
    }

    private static boolean canChange(Field field) {
        return field.type() != FieldType.TEXT && !FIXED.contains(field.name());
    }

    private @Nullable ActionableFact read(int row, Field field) {
        var raised = actors(row, "raisedBy");
        var lowered = actors(row, "loweredBy");
        if (raised == null && lowered == null) {
            findings.error(
                    "never-changes",
                    sheet.address(row, "raisedBy"),
                    "",
                    Message.of("bundle.actionable-fact.never-changes.message", "name", field.name()),
                    Message.of("bundle.actionable-fact.never-changes.fix", "actors", ACTORS));
            return null;
        }
        if (field.type() == FieldType.CODE && lowered != null) {
            findings.error(
                    "code-has-no-direction",
                    sheet.address(row, "loweredBy"),
                    sheet.raw(row, "loweredBy"),
                    Message.of("bundle.actionable-fact.code.message"),
                    Message.of("bundle.actionable-fact.code.fix"));
            return null;
        }
        return field.type() == FieldType.CODE || field.type() == FieldType.BOOLEAN
                ? withoutRange(row, field, raised, lowered)
                : withRange(row, field, raised, lowered);
    }

    private @Nullable ActionableFact withoutRange(
            int row, Field field, @Nullable Set<Actor> raised, @Nullable Set<Actor> lowered) {
        for (var heading : List.of("from", "to", "shareOf", "step")) {
            if (!sheet.cell(row, heading).isEmpty()) {
                findings.error(
                        "no-range",
                        sheet.address(row, heading),
                        sheet.raw(row, heading),
                        Message.of("bundle.actionable-fact.no-range.message", "name", field.name()),
                        Message.of("bundle.actionable-fact.no-range.fix"));
                return null;
            }
        }
        return new ActionableFact(field, raised, lowered, 0, 1, 1);
    }

    private @Nullable ActionableFact withRange(
            int row, Field field, @Nullable Set<Actor> raised, @Nullable Set<Actor> lowered) {
        var from = sheet.number(row, "from", true);
        var to = sheet.number(row, "to", true);
        var given = sheet.number(row, "step", false);
        var unit = unit(row);
        if (from == null || to == null || unit == null) {
            return null;
        }
        var low = from * unit;
        var high = to * unit;
        var whole = field.type() != FieldType.NUMBER;
        var step = given == null ? whole ? 1 : (high - low) / STEPS : given * unit;
        var legal = field.type() == FieldType.DATE
                ? low >= 0
                : (field.min() == null || low >= field.min()) && (field.max() == null || high <= field.max());
        if (!(low < high) || !legal) {
            return outOfRange(row, "to", Message.of("bundle.actionable-fact.range.message", "name", field.name()));
        }
        if (!(step > 0) || (high - low) / step > MAX_STEPS || whole && step != Math.rint(step)) {
            return outOfRange(row, "step", Message.of("bundle.actionable-fact.step.message", "most", MAX_STEPS));
        }
        return new ActionableFact(field, raised, lowered, low, high, step);
    }

    private @Nullable ActionableFact outOfRange(int row, String heading, Message message) {
        findings.error(
                "out-of-range",
                sheet.address(row, heading),
                sheet.raw(row, heading),
                message,
                Message.of("bundle.actionable-fact.range.fix"));
        return null;
    }

    /// What the numbers of a row are multiples of: 1, or the reference amount that it names; null after adding an
    /// error.
    private @Nullable Double unit(int row) {
        var reference = sheet.normalizedText(row, "shareOf");
        return reference.isEmpty()
                ? Double.valueOf(1)
                : ParameterReader.referenceAmount(sheet, row, "shareOf", reference, parameters, findings);
    }

    /// Who a cell names: null for an empty one, nobody for `NOBODY`.
    private @Nullable Set<Actor> actors(int row, String heading) {
        var codes = sheet.codes(row, heading);
        if (codes.isEmpty()) {
            return null;
        }
        Set<Actor> actors = EnumSet.noneOf(Actor.class);
        for (var code : codes) {
            if (!ACTORS.contains(code)) {
                sheet.reportUnknown(row, heading, code, ACTORS);
            }
            Arrays.stream(Actor.values())
                    .filter(actor -> actor.name().equals(code))
                    .forEach(actors::add);
        }
        return actors;
    }
}
