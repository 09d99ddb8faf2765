package io.tenure.parser;

import io.tenure.finding.Finding;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one action cell, and any other cell that holds a single value: a literal, or `= name`.
public final class ActionParser {
    private ActionParser() {}

    /// What the cell writes, or null after adding an error to the faults.
    static @Nullable Assignment read(Cell cell, Field field, Scope scope, Consumer<CellFault> faults) {
        if (cell instanceof Cell.Text(var content)) {
            var plain = TextNormalizer.normalize(content);
            if (plain.startsWith("=")) {
                return readReference(plain.replaceFirst("^==?", "").strip(), field, scope, faults);
            }
        }
        if (cell.isEmpty()) {
            return Assignment.None.INSTANCE;
        }
        var value = value(cell, field, scope, faults);
        return value == null ? null : new Assignment.Literal(value);
    }

    /// The value of a filled cell in the type of the field, or null after adding an error to the faults.
    public static @Nullable Object value(Cell cell, Field field, Scope scope, Consumer<CellFault> faults) {
        return switch (cell) {
            case Cell.ErrorCell error -> fail(faults, ValueParser.formulaError(error));
            case Cell.FormulaWithoutValue _ -> fail(faults, ValueParser.formulaWithoutValue());
            case Cell.Empty _ -> fail(faults, ValueParser.wrongType(field, ""));
            case Cell.Bool(var value) ->
                field.type() == FieldType.BOOLEAN
                        ? (Object) value
                        : fail(faults, ValueParser.wrongType(field, cell.raw()));
            case Cell.Number number -> number(number, field, faults);
            case Cell.Text(var content) -> text(content, field, scope, faults);
        };
    }

    private static @Nullable Object number(Cell.Number number, Field field, Consumer<CellFault> faults) {
        return switch (field.type()) {
            case INTEGER, NUMBER ->
                number.date()
                        ? fail(faults, ValueParser.wrongType(field, number.raw()))
                        : checkRange(number.value() + 0.0, number.raw(), field, faults);
            case DATE -> ValueParser.date(number, faults).orElse(null);
            case TEXT -> number.raw();
            case BOOLEAN, CODE -> fail(faults, ValueParser.wrongType(field, number.raw()));
        };
    }

    private static @Nullable Object text(String content, Field field, Scope scope, Consumer<CellFault> faults) {
        var plain = TextNormalizer.unquote(TextNormalizer.normalize(content));
        return switch (field.type()) {
            case INTEGER, NUMBER -> {
                var number = ValueParser.number(plain);
                var ambiguous = ValueParser.ambiguousThousands(plain, field);
                ambiguous.ifPresent(faults);
                if (ambiguous.isPresent() && ambiguous.get().severity() == Finding.Severity.ERROR) {
                    yield null;
                }
                if (number.isPresent()) {
                    yield checkRange(number.getAsDouble(), plain, field, faults);
                }
                yield scope.parameters().containsKey(plain)
                                || scope.dictionary().find(plain).isPresent()
                        ? fail(
                                faults,
                                CellFault.error(
                                        "wrong-type",
                                        Message.of("parser.wrong-type.name.message", "name", plain),
                                        Message.of("parser.wrong-type.name.fix", "name", plain)))
                        : fail(faults, ValueParser.wrongType(field, plain));
            }
            case BOOLEAN -> {
                var yes = ValueParser.bool(plain);
                yield yes.isPresent() ? (Object) yes.get() : fail(faults, ValueParser.wrongType(field, plain));
            }
            case DATE -> {
                var day = ValueParser.date(plain);
                yield day.isPresent() ? (Object) day.get() : fail(faults, ValueParser.wrongType(field, plain));
            }
            case CODE ->
                scope.codes(field).contains(plain) ? plain : fail(faults, ValueParser.unknownCode(field, plain, scope));
            // Text for people stays as written, except for surrounding blanks.
            case TEXT -> content.replace('\u00A0', ' ').strip();
        };
    }

    private static @Nullable Object checkRange(double value, String content, Field field, Consumer<CellFault> faults) {
        if (field.type() == FieldType.INTEGER && !ValueParser.isWhole(value)) {
            return fail(faults, ValueParser.notWhole(field, content));
        }
        if (ValueParser.isOutOfRange(field, value) || !ValueParser.fitsType(field.type(), value)) {
            return fail(faults, ValueParser.outOfRange(field, content));
        }
        return field.type() == FieldType.INTEGER ? (Object) (int) value : (Object) value;
    }

    private static @Nullable Assignment readReference(
            String name, Field field, Scope scope, Consumer<CellFault> faults) {
        var parameter = scope.parameters().get(name);
        if (parameter != null && scope.dictionary().find(name).isPresent()) {
            faults.accept(CellFault.error(
                    "ambiguous-name",
                    Message.of("parser.ambiguous-name.message", "name", name),
                    Message.of("parser.ambiguous-name.fix")));
            return null;
        }
        if (parameter != null) {
            if (!field.type().isNumeric()) {
                faults.accept(ValueParser.wrongType(field, name));
                return null;
            }
            var value = checkRange(parameter, name + " = " + NumberText.exact(parameter), field, faults);
            return value == null ? null : new Assignment.Literal(value, "= " + name);
        }
        var source = scope.dictionary().find(name);
        if (source.isEmpty()) {
            var cause = scope.causes()
                    .cause(name, SettingsSheets.PARAMETERS, SettingsSheets.ATTRIBUTES, SettingsSheets.OUTCOMES);
            if (cause.isPresent()) {
                return fail(faults, ValueParser.followsFrom(name, cause.get()));
            }
            var known = new ArrayList<>(scope.parameters().keySet());
            scope.dictionary().all().stream()
                    .filter(t -> t.kind() != FieldKind.ITEM)
                    .forEach(t -> known.add(t.name()));
            var nearest = scope.causes().nearest(name, known);
            faults.accept(CellFault.error(
                            "unknown-name",
                            Message.of("parser.unknown-name.value.message", "name", name),
                            nearest.<Text>map(n -> Message.of("parser.unknown-name.value.nearest.fix", "nearest", n))
                                    .orElse(Message.of("parser.unknown-name.value.fix")))
                    .meaning(name, nearest));
            return null;
        }
        if (source.get().kind() == FieldKind.ITEM) {
            faults.accept(CellFault.error(
                    "wrong-kind",
                    Message.of("parser.wrong-kind.item-copied.message", "name", name),
                    Message.of("parser.wrong-kind.item-copied.fix")));
            return null;
        }
        if (!accepts(field, source.get(), scope)) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.copy.message", "name", name, "field", field.name()),
                    Message.of("parser.wrong-type.copy.fix", "type", field.type())));
            return null;
        }
        return new Assignment.Copy(source.get());
    }

    private static boolean accepts(Field target, Field source, Scope scope) {
        return switch (target.type()) {
            case NUMBER -> source.type().isNumeric();
            case TEXT -> source.type() == FieldType.TEXT || source.type() == FieldType.CODE;
            case CODE -> source.type() == FieldType.CODE && scope.codes(target).containsAll(scope.codes(source));
            case INTEGER, BOOLEAN, DATE -> source.type() == target.type();
        };
    }

    private static <T> @Nullable T fail(Consumer<CellFault> faults, CellFault fault) {
        faults.accept(fault);
        return null;
    }
}
