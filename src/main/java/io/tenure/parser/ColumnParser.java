package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.ItemParts;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the role of each column of one typed table, and checks that they form a table.
final class ColumnParser {
    private static final List<String> SUPPORTED_KINDS =
            List.of("NAME", "CONDITION", "ACTION", "DESCRIPTION", "DATE-EFFECTIVE", "DATE-EXPIRES");
    private static final List<String> UNSUPPORTED_KINDS = List.of(
            "PRIORITY",
            "DURATION",
            "TIMER",
            "ENABLED",
            "NO-LOOP",
            "LOCK-ON-ACTIVE",
            "AUTO-FOCUS",
            "ACTIVATION-GROUP",
            "AGENDA-GROUP",
            "RULEFLOW-GROUP",
            "CALENDARS",
            "METADATA",
            "UNLOOP",
            "P",
            "D",
            "T",
            "B",
            "U",
            "L",
            "F",
            "X",
            "G",
            "R",
            "E",
            "@");

    private final Sheet sheet;
    private final Scope scope;
    private final FindingCollector findings;
    private final TableHeader header;
    private final int end;
    private final String phase;
    private final HitPolicy policy;
    private final int nameRow;
    private final List<ColumnRole> roles = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private boolean hasAllColumns = true;

    /// The columns of a table.
    ///
    /// @param columns numbers of all columns under the header, understood or not
    /// @param roles the roles of those that were understood
    /// @param isComplete whether all were understood and form a table
    record Result(List<Integer> columns, List<ColumnRole> roles, boolean isComplete) {}

    /// @param end the first row after the table
    ColumnParser(
            Sheet sheet,
            Scope scope,
            FindingCollector findings,
            TableHeader header,
            int end,
            String phase,
            HitPolicy policy) {
        this.sheet = sheet;
        this.scope = scope;
        this.findings = findings;
        this.header = header;
        this.end = end;
        this.phase = phase;
        this.policy = policy;
        this.nameRow = header.nameRow();
    }

    /// Whether a table, typed or of Drools code, may have columns of a kind.
    static boolean isKind(String kind) {
        return SUPPORTED_KINDS.contains(kind) || UNSUPPORTED_KINDS.contains(kind);
    }

    Result read() {
        for (var column = header.column(); column <= sheet.lastColumn(header.row() + 1); column++) {
            addColumn(column);
        }
        if (!columns.isEmpty()) {
            checkActions();
        }
        return new Result(columns, roles, hasAllColumns);
    }

    private void addColumn(int column) {
        var kind = header.columnKind(sheet, column);
        if (kind.isEmpty()) {
            return;
        }
        columns.add(column);
        var hasData = sheet.rows().subMap(header.firstDataRow(), Math.max(header.firstDataRow(), end)).values().stream()
                .anyMatch(cells -> cells.containsKey(column));
        if (hasData && sheet.hiddenColumns().contains(column)) {
            SheetChecks.warnHiddenColumn(
                    sheet, nameRow, column, sheet.at(nameRow, column).raw(), findings);
        }
        switch (kind) {
            case "NAME" -> addOnce(new ColumnRole.Name(column), kind);
            case "CONDITION" -> addCondition(column);
            case "ACTION" -> addAction(column);
            case "DESCRIPTION" -> addReason(column);
            case "DATE-EFFECTIVE" -> addOnce(new ColumnRole.EffectiveDate(column), kind);
            case "DATE-EXPIRES" -> addOnce(new ColumnRole.ExpiryDate(column), kind);
            default -> reportColumnKind(column, kind);
        }
    }

    private void reportColumnKind(int column, String kind) {
        hasAllColumns = false;
        var known = UNSUPPORTED_KINDS.contains(kind);
        var nearest = Dictionary.nearest(kind, SUPPORTED_KINDS);
        findings.error(
                known ? "unsupported-column" : "unknown-column-kind",
                sheet.address(header.row() + 1, column),
                sheet.at(header.row() + 1, column).raw(),
                known
                        ? Message.of("parser.unsupported-column.message", "kind", kind)
                        : Message.of("parser.unknown-column-kind.message", "kind", kind),
                !known && nearest.isPresent()
                        ? Message.of("parser.nearest.fix", "nearest", nearest.get())
                        : Message.of("parser.column-kind.fix", "kinds", SUPPORTED_KINDS));
    }

    private void addOnce(ColumnRole role, String kind) {
        if (roles.stream().anyMatch(r -> r.getClass() == role.getClass())) {
            reportDuplicate(role.column(), kind);
        } else {
            roles.add(role);
        }
    }

    private void reportDuplicate(int column, String role) {
        hasAllColumns = false;
        findings.error(
                "duplicate-column",
                sheet.address(nameRow, column),
                sheet.at(nameRow, column).raw(),
                Message.of("parser.duplicate-column.role.message", "role", role),
                Message.of("parser.duplicate-column.role.fix"));
    }

    private void addReason(int column) {
        var language = TextNormalizer.normalize(sheet.at(nameRow, column).raw()).toLowerCase(Locale.ROOT);
        var chinese = language.startsWith("zh") || language.equals("中文");
        if (!chinese && !language.isEmpty() && !language.startsWith("en")) {
            findings.error(
                    "unknown-language",
                    sheet.address(nameRow, column),
                    language,
                    Message.of("parser.unknown-language.message", "language", language),
                    Message.of("parser.unknown-language.fix"));
            return;
        }
        if (roles.stream().anyMatch(r -> r instanceof ColumnRole.Reason(var _, var other) && other == chinese)) {
            reportDuplicate(column, "DESCRIPTION " + (chinese ? "zh" : "en"));
        } else {
            roles.add(new ColumnRole.Reason(column, chinese));
        }
    }

    private String heading(int column, String otherwise) {
        var heading = SheetChecks.cellText(sheet, header.row() + TableHeader.HEADER_ROWS, column, findings);
        return heading.isEmpty() ? otherwise : heading;
    }

    private void addCondition(int column) {
        var field = findField(column, List.of(FieldKind.FACT, FieldKind.MEASURE, FieldKind.OUTCOME));
        if (field == null) {
            return;
        }
        if (field.kind() == FieldKind.ITEM && !isReadable(field)) {
            var candidate = ItemParts.group(field).equals(ItemParts.CANDIDATE);
            reportWrongKind(
                    column,
                    candidate
                            ? Message.of(
                                    "parser.wrong-kind.candidate-read.message",
                                    "field",
                                    field.name(),
                                    "phase",
                                    Table.ELIGIBILITY)
                            : Message.of("parser.wrong-kind.item-read.message", "field", field.name()),
                    candidate
                            ? Message.of("parser.wrong-kind.candidate-read.fix", "phase", Table.ELIGIBILITY)
                            : Message.of("parser.wrong-kind.item-read.fix"));
            return;
        }
        roles.add(new ColumnRole.Condition(column, new Column(field, heading(column, field.name()), column)));
    }

    /// Tables that say which actions are not allowed read the candidate that they judge.
    private boolean isReadable(Field field) {
        return phase.equals(Table.ELIGIBILITY)
                && policy == HitPolicy.COLLECT
                && ItemParts.group(field).equals(ItemParts.CANDIDATE)
                && !field.name().equals("candidate.valueFactor");
    }

    private void addAction(int column) {
        var field = findField(column, List.of(policy == HitPolicy.COLLECT ? FieldKind.ITEM : FieldKind.OUTCOME));
        if (field == null) {
            return;
        }
        switch (field.kind()) {
            case FACT, MEASURE ->
                reportWrongKind(
                        column,
                        field.kind() == FieldKind.FACT
                                ? Message.of("parser.wrong-kind.fact-written.message", "field", field.name())
                                : Message.of("parser.wrong-kind.measure-written.message", "field", field.name()),
                        Message.of("parser.wrong-kind.written.fix"));
            case OUTCOME -> {
                if (policy == HitPolicy.COLLECT) {
                    reportWrongKind(
                            column,
                            Message.of("parser.wrong-kind.outcome-in-collect.message", "field", field.name()),
                            Message.of("parser.wrong-kind.outcome-in-collect.fix"));
                } else if (!field.phase().isEmpty() && !field.phase().equals(phase)) {
                    hasAllColumns = false;
                    findings.error(
                            "wrong-phase",
                            sheet.address(nameRow, column),
                            field.name(),
                            Message.of(
                                    "parser.wrong-phase.message",
                                    "field",
                                    field.name(),
                                    "phase",
                                    field.phase(),
                                    "table",
                                    phase),
                            Message.of("parser.wrong-phase.fix", "phase", field.phase()));
                } else {
                    addWrite(column, field);
                }
            }
            case ITEM -> {
                if (ItemParts.isReadOnly(field)) {
                    reportWrongKind(
                            column,
                            Message.of("parser.wrong-kind.part-written.message", "field", field.name()),
                            Message.of("parser.wrong-kind.part-written.fix"));
                } else if (ItemParts.group(field).equals(ItemParts.EXCLUSION) != phase.equals(Table.ELIGIBILITY)) {
                    reportWrongKind(
                            column,
                            Message.of(
                                    "parser.wrong-kind.exclusion.message",
                                    "field",
                                    field.name(),
                                    "phase",
                                    Table.ELIGIBILITY),
                            Message.of("parser.wrong-kind.exclusion.fix", "phase", Table.ELIGIBILITY));
                } else if (policy != HitPolicy.COLLECT) {
                    reportWrongKind(
                            column,
                            Message.of("parser.wrong-kind.item-outside-collect.message", "field", field.name()),
                            Message.of("parser.wrong-kind.item-outside-collect.fix"));
                } else {
                    addWrite(column, field);
                }
            }
        }
    }

    private void addWrite(int column, Field field) {
        if (ColumnRole.actions(roles).stream().anyMatch(a -> a.field().equals(field))) {
            reportDuplicate(column, field.name());
        } else {
            roles.add(new ColumnRole.Action(column, new Column(field, heading(column, field.name()), column)));
        }
    }

    private @Nullable Field findField(int column, List<FieldKind> expected) {
        var name = TextNormalizer.unquote(
                TextNormalizer.normalize(SheetChecks.cellText(sheet, nameRow, column, findings)));
        var address = sheet.address(nameRow, column);
        if (name.isEmpty()) {
            hasAllColumns = false;
            findings.error(
                    "no-name",
                    address,
                    "",
                    Message.of("parser.no-name.column.message"),
                    Message.of("parser.no-name.column.fix"));
            return null;
        }
        var field = scope.dictionary().find(name);
        if (field.isPresent()) {
            return field.get();
        }
        hasAllColumns = false;
        if (scope.parameters().containsKey(name)) {
            reportWrongKind(
                    column,
                    Message.of("parser.wrong-kind.parameter.message", "name", name),
                    Message.of("parser.wrong-kind.parameter.fix", "name", name));
            return null;
        }
        var cause = scope.causes().cause(name, SettingsSheets.ATTRIBUTES, SettingsSheets.OUTCOMES);
        if (cause.isPresent()) {
            findings.add(ValueParser.followsFrom(name, cause.get()).at(address, name));
            return null;
        }
        var known = scope.dictionary().all().stream()
                .filter(t -> expected.contains(t.kind()))
                .map(Field::name)
                .toList();
        var nearest = scope.causes().nearestName(name, known);
        findings.error(
                "unknown-name",
                address,
                name,
                Message.of("parser.unknown-name.column.message", "name", name),
                nearest.<Text>map(n -> Message.of("parser.nearest.fix", "nearest", n))
                        .orElse(Message.of("parser.unknown-name.column.fix")));
        return null;
    }

    private void reportWrongKind(int column, Text message, Text fix) {
        hasAllColumns = false;
        findings.error(
                "wrong-kind",
                sheet.address(nameRow, column),
                sheet.at(nameRow, column).raw(),
                message,
                fix);
    }

    private void checkActions() {
        if (hasAllColumns && roles.stream().noneMatch(role -> role instanceof ColumnRole.Name)) {
            hasAllColumns = false;
            findings.error(
                    "no-name-column",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    Message.of("parser.no-name-column.message"),
                    Message.of("parser.no-name-column.fix"));
        }
        var actions = ColumnRole.actions(roles);
        if (actions.isEmpty() && hasAllColumns) {
            findings.error(
                    "no-action",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    Message.of("parser.no-action.message"),
                    Message.of("parser.no-action.fix"));
        }
        if (policy != HitPolicy.COLLECT || actions.isEmpty()) {
            return;
        }
        var group = ItemParts.group(actions.getFirst().field());
        for (var action : actions) {
            if (!ItemParts.group(action.field()).equals(group)) {
                hasAllColumns = false;
                findings.error(
                        "mixed-items",
                        sheet.address(nameRow, action.number()),
                        action.field().name(),
                        Message.of(
                                "parser.mixed-items.message",
                                "item",
                                group,
                                "otherItem",
                                ItemParts.group(action.field())),
                        Message.of("parser.mixed-items.fix"));
            }
        }
        for (var part : ItemParts.required(group)) {
            if (actions.stream().noneMatch(a -> a.field().name().equals(part))) {
                hasAllColumns = false;
                findings.error(
                        "incomplete-item",
                        sheet.address(header.row(), header.column()),
                        "RuleTable " + header.name(),
                        Message.of("parser.incomplete-item.column.message", "item", group, "part", part),
                        Message.of("parser.incomplete-item.column.fix", "part", part));
            }
        }
    }
}
