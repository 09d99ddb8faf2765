package io.tenure.parser;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one action cell, and any other cell that holds a single value: a literal, or `= name`.
public final class ActionParser {
    private ActionParser() {}

    /// The effect, or null after an error among the faults.
    static @Nullable Assignment read(Cell cell, Field term, Scope scope, Consumer<CellFault> faults) {
        if (cell instanceof Cell.Text(var content)) {
            var plain = TextNormalizer.normalize(content);
            if (plain.startsWith("=")) {
                return readReference(plain.replaceFirst("^==?", "").strip(), term, scope, faults);
            }
        }
        if (cell.isEmpty()) {
            return Assignment.None.INSTANCE;
        }
        var value = value(cell, term, scope, faults);
        return value == null ? null : new Assignment.Literal(value);
    }

    /// The literal of a filled cell as the term's type holds it, or null after an error among the faults.
    public static @Nullable Object value(Cell cell, Field term, Scope scope, Consumer<CellFault> faults) {
        return switch (cell) {
            case Cell.ErrorCell error -> fail(faults, ValueParser.formulaError(error));
            case Cell.FormulaWithoutValue _ -> fail(faults, ValueParser.formulaWithoutValue());
            case Cell.Empty _ -> fail(faults, ValueParser.wrongType(term, ""));
            case Cell.Bool(var value) ->
                term.type() == FieldType.BOOLEAN
                        ? (Object) value
                        : fail(faults, ValueParser.wrongType(term, cell.raw()));
            case Cell.Number number -> number(number, term, faults);
            case Cell.Text(var content) -> text(content, term, scope, faults);
        };
    }

    private static @Nullable Object number(Cell.Number number, Field term, Consumer<CellFault> faults) {
        return switch (term.type()) {
            case INTEGER, NUMBER ->
                number.date()
                        ? fail(faults, ValueParser.wrongType(term, number.raw()))
                        : checkRange(number.value() + 0.0, number.raw(), term, faults);
            case DATE -> ValueParser.date(number, faults).orElse(null);
            case TEXT -> number.raw();
            case BOOLEAN, CODE -> fail(faults, ValueParser.wrongType(term, number.raw()));
        };
    }

    private static @Nullable Object text(String content, Field term, Scope scope, Consumer<CellFault> faults) {
        var plain = TextNormalizer.unquote(TextNormalizer.normalize(content));
        return switch (term.type()) {
            case INTEGER, NUMBER -> {
                var number = ValueParser.number(plain);
                if (number.isPresent()) {
                    yield checkRange(number.getAsDouble(), plain, term, faults);
                }
                yield scope.parameters().containsKey(plain)
                                || scope.dictionary().find(plain).isPresent()
                        ? fail(
                                faults,
                                CellFault.error(
                                        "wrong-type",
                                        Message.of("parser.wrong-type.name-name-value.message", "plain", plain),
                                        Message.of("parser.wrong-type.name-name-value.fix", "plain", plain)))
                        : fail(faults, ValueParser.wrongType(term, plain));
            }
            case BOOLEAN -> {
                var yes = ValueParser.bool(plain);
                yield yes.isPresent() ? (Object) yes.get() : fail(faults, ValueParser.wrongType(term, plain));
            }
            case DATE -> {
                var day = ValueParser.date(plain);
                yield day.isPresent() ? (Object) day.get() : fail(faults, ValueParser.wrongType(term, plain));
            }
            case CODE ->
                scope.codes(term).contains(plain)
                        ? plain
                        : fail(faults, ValueParser.unknownCode(term, plain, scope.codes(term)));
            // Words for people stay as written; only what surrounds them goes.
            case TEXT -> content.replace('\u00A0', ' ').strip();
        };
    }

    private static @Nullable Object checkRange(double value, String content, Field term, Consumer<CellFault> faults) {
        if (term.type() == FieldType.INTEGER && !ValueParser.isWhole(value)) {
            return fail(faults, ValueParser.notWhole(term, content));
        }
        if (ValueParser.isOutOfRange(term, value) || !ValueParser.fitsType(term.type(), value)) {
            return fail(faults, ValueParser.outOfRange(term, content));
        }
        return term.type() == FieldType.INTEGER ? (Object) (int) value : (Object) value;
    }

    private static @Nullable Assignment readReference(
            String name, Field term, Scope scope, Consumer<CellFault> faults) {
        var parameter = scope.parameters().get(name);
        if (parameter != null && scope.dictionary().find(name).isPresent()) {
            faults.accept(CellFault.error(
                    "ambiguous-name",
                    Message.of("parser.ambiguous-name.message", "name", name),
                    Message.of("parser.ambiguous-name.fix")));
            return null;
        }
        if (parameter != null) {
            if (!term.type().isNumeric()) {
                faults.accept(ValueParser.wrongType(term, name));
                return null;
            }
            var value = checkRange(parameter, name + " = " + NumberText.exact(parameter), term, faults);
            return value == null ? null : new Assignment.Literal(value, "= " + name);
        }
        var source = scope.dictionary().find(name);
        if (source.isEmpty()) {
            var known = new ArrayList<>(scope.parameters().keySet());
            scope.dictionary().all().stream()
                    .filter(t -> t.kind() != FieldKind.ITEM)
                    .forEach(t -> known.add(t.name()));
            var nearest = Dictionary.nearest(name, known);
            faults.accept(CellFault.error(
                    "unknown-name",
                    Message.of("parser.unknown-name.no-fact-measure.message", "name", name),
                    nearest.<Text>map(n -> Message.of("parser.unknown-name.no-fact-measure.fix.nearest", "nearest", n))
                            .orElse(Message.of("parser.unknown-name.no-fact-measure.fix.other"))));
            return null;
        }
        if (source.get().kind() == FieldKind.ITEM) {
            faults.accept(CellFault.error(
                    "wrong-kind",
                    Message.of("parser.wrong-kind.message", "name", name),
                    Message.of("parser.wrong-kind.fix")));
            return null;
        }
        if (!accepts(term, source.get(), scope)) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.cannot-copied-their.message", "name", name, "term", term.name()),
                    Message.of("parser.wrong-type.cannot-copied-their.fix", "type", term.type())));
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
