package io.tenure.parser;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.TextNormalizer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one condition cell: any, a value, a list, `not`, a comparison, a range, `known`, `unknown`.
public final class ConditionParser {
    private final Cell cell;
    private final Field field;
    private final Scope scope;
    private final String text;
    private final ConditionFaults faults;
    private final NumberConditionParser numbers;

    private ConditionParser(Cell cell, Field field, Scope scope, Consumer<CellFault> faults) {
        this.cell = cell;
        this.field = field;
        this.scope = scope;
        this.text = cell.raw().strip();
        this.faults = new ConditionFaults(text, field, scope, faults);
        this.numbers = new NumberConditionParser(text, field, scope, this.faults);
    }

    /// The condition of a cell, or null after adding an error to the faults.
    ///
    /// @param faults receives errors and warnings
    public static @Nullable Condition read(Cell cell, Field field, Scope scope, Consumer<CellFault> faults) {
        return new ConditionParser(cell, field, scope, faults).read();
    }

    private @Nullable Condition read() {
        return switch (cell) {
            case Cell.Empty _ -> Condition.Any.INSTANCE;
            case Cell.ErrorCell error -> faults.fail(ValueParser.formulaError(error));
            case Cell.FormulaWithoutValue _ -> faults.fail(ValueParser.formulaWithoutValue());
            case Cell.Number number -> number(number);
            case Cell.Bool(var value) -> {
                var code = value ? "TRUE" : "FALSE";
                yield field.type() == FieldType.BOOLEAN || scope.codes(field).contains(code)
                        ? new Condition.Codes(text, Set.of(code), false, false)
                        : faults.fail(ValueParser.wrongType(field, code));
            }
            case Cell.Text(var content) -> {
                var plain = field.type() == FieldType.TEXT
                        ? TextNormalizer.normalizeKeepingWidth(content)
                        : TextNormalizer.normalize(content);
                if (plain.isEmpty() || plain.equals("-")) {
                    yield new Condition.Any(text);
                }
                var negation = negationLength(plain);
                var list = plain.substring(negation);
                yield switch (field.type()) {
                    case INTEGER, NUMBER, DATE -> numbers.read(list, negation > 0);
                    case BOOLEAN, CODE, TEXT ->
                        new CodeConditionParser(text, field, scope, faults).read(list, negation > 0);
                };
            }
        };
    }

    private @Nullable Condition number(Cell.Number number) {
        return switch (field.type()) {
            case INTEGER, NUMBER -> {
                if (number.date()) {
                    yield faults.fail(CellFault.error(
                            "wrong-type",
                            Message.of(
                                    "parser.wrong-type.date-for-number.message",
                                    "date",
                                    number.raw(),
                                    "field",
                                    field.name()),
                            Message.of("parser.wrong-type.date-for-number.fix")));
                }
                yield numbers.checkRange(number.value(), number.raw(), true)
                        ? new Condition.Numbers(text, List.of(Interval.point(number.value() + 0.0)), false)
                        : null;
            }
            case DATE -> {
                var day = ValueParser.date(number, faults::fail);
                yield day.isEmpty()
                        ? null
                        : new Condition.Numbers(
                                day.get().toString(),
                                List.of(Interval.point(day.get().toEpochDay())),
                                false);
            }
            case TEXT ->
                number.date()
                        ? faults.fail(ValueParser.wrongType(field, number.raw()))
                        : new Condition.Codes(text, Set.of(number.raw()), false, false);
            case BOOLEAN, CODE -> faults.fail(ValueParser.wrongType(field, number.raw()));
        };
    }

    /// The length of the negation at the start of a cell's text: `not `, `!=` or `<>`; 0 if there is none.
    private static int negationLength(String plain) {
        if (plain.length() > 4 && plain.regionMatches(true, 0, "not ", 0, 4)) {
            return 4;
        }
        return plain.startsWith("!=") || plain.startsWith("<>") ? 2 : 0;
    }
}
