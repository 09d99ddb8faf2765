package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Warns of reasons that will not fit what their row decides.
final class ReasonCheck {
    private final Sheet sheet;
    private final Scope scope;
    private final FindingCollector findings;
    private final List<ColumnRole> roles;
    private final boolean mayNameNumbers;

    /// @param mayNameNumbers whether reasons may give numbers that stand in no cell that was read: counts and intervals
    ///     of a table that was measured on customers, or those of a column that could not be read
    ReasonCheck(Sheet sheet, Scope scope, FindingCollector findings, List<ColumnRole> roles, boolean mayNameNumbers) {
        this.sheet = sheet;
        this.scope = scope;
        this.findings = findings;
        this.roles = roles;
        this.mayNameNumbers = mayNameNumbers;
    }

    /// Checks the reasons of a row whose other cells have been read.
    void check(int row, List<Condition> conditions, List<Assignment> assignments) {
        warnOfUnfilledPlaceholders(row, conditions, assignments);
        if (!mayNameNumbers) {
            warnOfNumbers(row);
        }
    }

    /// Warns of placeholders that the row neither reads nor writes: they would be shown as they are.
    private void warnOfUnfilledPlaceholders(int row, List<Condition> conditions, List<Assignment> assignments) {
        var filled = new HashSet<String>();
        var reads = ColumnRole.conditions(roles);
        for (var i = 0; i < conditions.size(); i++) {
            if (!(conditions.get(i) instanceof Condition.Any)) {
                filled.add(reads.get(i).field().name());
            }
        }
        var writes = ColumnRole.actions(roles);
        for (var i = 0; i < assignments.size(); i++) {
            if (!(assignments.get(i) instanceof Assignment.None)) {
                filled.add(writes.get(i).field().name());
            }
        }
        for (var role : roles) {
            if (!(role instanceof ColumnRole.Reason(var column, var _))) {
                continue;
            }
            var reason = sheet.at(row, column).raw();
            var matcher = ReasonText.PLACEHOLDER.matcher(reason);
            while (matcher.find()) {
                var name = ReasonText.name(matcher.group(1));
                if (filled.contains(name) || scope.dictionary().find(name).isEmpty()) {
                    continue;
                }
                findings.warning(
                        "unfilled-placeholder",
                        sheet.address(row, column),
                        reason,
                        Message.of("parser.unfilled-placeholder.message", "name", name),
                        Message.of("parser.unfilled-placeholder.fix", "name", name));
            }
        }
    }

    /// Warns of numbers in a reason that stand in no cell of the row: they are wrong as soon as the number that they
    /// repeat changes. The ends of a scale (`3 of 5`) don't change.
    private void warnOfNumbers(int row) {
        var known = new HashSet<BigDecimal>();
        for (var role : roles) {
            if (role instanceof ColumnRole.Reason || role instanceof ColumnRole.Name) {
                continue;
            }
            switch (sheet.at(row, role.column())) {
                case Cell.Number number -> ReasonText.addNumber(number.value(), known);
                case Cell cell -> ReasonText.addNumbers(cell.raw(), known);
            }
            var field = switch (role) {
                case ColumnRole.Condition(var _, var column) -> column.field();
                case ColumnRole.Action(var _, var column) -> column.field();
                default -> null;
            };
            if (field != null && !sheet.at(row, role.column()).isEmpty()) {
                ReasonText.addNumber(field.min(), known);
                ReasonText.addNumber(field.max(), known);
            }
        }
        for (var role : roles) {
            if (!(role instanceof ColumnRole.Reason(var column, var _))) {
                continue;
            }
            var reason = sheet.at(row, column).raw();
            var unknown = ReasonText.unknownNumbers(reason, known);
            if (!unknown.isEmpty()) {
                findings.warning(
                        "number-in-reason",
                        sheet.address(row, column),
                        reason,
                        Message.of("parser.number-in-reason.message", "numbers", unknown),
                        Message.of("parser.number-in-reason.fix"));
            }
        }
    }

    private boolean isKnown(String name) {
        return scope.dictionary().find(name).isPresent() || scope.parameters().containsKey(name);
    }

    /// Warns of placeholders that name nothing.
    void checkPlaceholders(String reason, Address address) {
        if (ReasonText.hasStrayBrace(reason)) {
            findings.warning(
                    "stray-brace",
                    address,
                    reason,
                    Message.of("parser.stray-brace.message"),
                    Message.of("parser.stray-brace.fix"));
        }
        var matcher = ReasonText.PLACEHOLDER.matcher(reason);
        while (matcher.find()) {
            var name = ReasonText.name(matcher.group(1));
            if (isKnown(name)) {
                continue;
            }
            var comma = name.indexOf(',');
            if (comma > 0 && isKnown(name.substring(0, comma).strip())) {
                findings.warning(
                        "unknown-format",
                        address,
                        reason,
                        Message.of(
                                "parser.unknown-format.message",
                                "format",
                                name.substring(comma + 1).strip()),
                        Message.of(
                                "parser.unknown-format.fix",
                                "name",
                                name.substring(0, comma).strip()));
                continue;
            }
            var cause = scope.causes()
                    .cause(name, SettingsSheets.PARAMETERS, SettingsSheets.ATTRIBUTES, SettingsSheets.OUTCOMES);
            if (cause.isPresent()) {
                findings.add(
                        ValueParser.followsFrom(name, cause.get()).asWarning().at(address, reason));
                continue;
            }
            var known = new ArrayList<>(scope.parameters().keySet());
            scope.dictionary().all().forEach(t -> known.add(t.name()));
            var nearest = scope.causes().nearestName(name, known);
            findings.warning(
                    "unknown-placeholder",
                    address,
                    reason,
                    Message.of("parser.unknown-placeholder.message", "name", name),
                    nearest.<Text>map(n -> Message.of("parser.unknown-placeholder.nearest.fix", "nearest", n))
                            .orElse(Message.of("parser.unknown-placeholder.fix")));
        }
    }
}
