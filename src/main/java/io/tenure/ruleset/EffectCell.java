package io.tenure.ruleset;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Type;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one action cell, and any other cell that holds a single value: a literal, or `= name`.
final class EffectCell {
    private EffectCell() {}

    /// The effect, or null after an error among the faults.
    static @Nullable Effect read(Cell cell, Term term, Scope scope, Consumer<Fault> faults) {
        if (cell instanceof Cell.Text(var content)) {
            var plain = Words.plain(content);
            if (plain.startsWith("=")) {
                return named(plain.replaceFirst("^==?", "").strip(), term, scope, faults);
            }
        }
        if (cell.isEmpty()) {
            return Effect.Leave.INSTANCE;
        }
        var value = value(cell, term, scope, faults);
        return value == null ? null : new Effect.Literal(value);
    }

    /// The literal of a filled cell as the term's type holds it, or null after an error among the faults.
    static @Nullable Object value(Cell cell, Term term, Scope scope, Consumer<Fault> faults) {
        return switch (cell) {
            case Cell.ErrorCell error -> fail(faults, Literals.formulaError(error));
            case Cell.FormulaWithoutValue _ -> fail(faults, Literals.formulaWithoutValue());
            case Cell.Empty _ -> fail(faults, Literals.notOfType(term, ""));
            case Cell.Bool(var value) ->
                term.type() == Type.BOOLEAN ? (Object) value : fail(faults, Literals.notOfType(term, cell.raw()));
            case Cell.Number number -> number(number, term, faults);
            case Cell.Text(var content) -> text(content, term, scope, faults);
        };
    }

    private static @Nullable Object number(Cell.Number number, Term term, Consumer<Fault> faults) {
        return switch (term.type()) {
            case INTEGER, NUMBER ->
                number.date()
                        ? fail(faults, Literals.notOfType(term, number.raw()))
                        : bounded(number.value() + 0.0, number.raw(), term, faults);
            case DATE -> Literals.day(number, faults).orElse(null);
            case TEXT -> number.raw();
            case BOOLEAN, CODE -> fail(faults, Literals.notOfType(term, number.raw()));
        };
    }

    private static @Nullable Object text(String content, Term term, Scope scope, Consumer<Fault> faults) {
        var plain = Words.unquoted(Words.plain(content));
        return switch (term.type()) {
            case INTEGER, NUMBER -> {
                var number = Literals.number(plain);
                if (number.isPresent()) {
                    yield bounded(number.getAsDouble(), plain, term, faults);
                }
                yield scope.parameters().containsKey(plain)
                                || scope.dictionary().find(plain).isPresent()
                        ? fail(
                                faults,
                                Fault.error(
                                        "wrong-type",
                                        "\"" + plain
                                                + "\" is a name, and a name's value is copied with an equals sign.",
                                        "“" + plain + "”是名称；取其值时要加等号。",
                                        "Write = " + plain,
                                        "请写作= " + plain))
                        : fail(faults, Literals.notOfType(term, plain));
            }
            case BOOLEAN -> {
                var yes = Literals.bool(plain);
                yield yes.isPresent() ? (Object) yes.get() : fail(faults, Literals.notOfType(term, plain));
            }
            case DATE -> {
                var day = Literals.day(plain);
                yield day.isPresent() ? (Object) day.get() : fail(faults, Literals.notOfType(term, plain));
            }
            case CODE ->
                scope.codes(term).contains(plain)
                        ? plain
                        : fail(faults, Literals.unknownCode(term, plain, scope.codes(term)));
            // Words for people stay as written; only what surrounds them goes.
            case TEXT -> content.replace('\u00A0', ' ').strip();
        };
    }

    private static @Nullable Object bounded(double value, String content, Term term, Consumer<Fault> faults) {
        if (term.type() == Type.INTEGER && !Literals.isWhole(value)) {
            return fail(faults, Literals.notWhole(term, content));
        }
        if (Literals.isOutOfRange(term, value) || !Literals.fits(term.type(), value)) {
            return fail(faults, Literals.outOfRange(term, content));
        }
        return term.type() == Type.INTEGER ? (Object) (int) value : (Object) value;
    }

    private static @Nullable Effect named(String name, Term term, Scope scope, Consumer<Fault> faults) {
        var parameter = scope.parameters().get(name);
        if (parameter != null && scope.dictionary().find(name).isPresent()) {
            faults.accept(Fault.error(
                    "ambiguous-name",
                    "\"" + name + "\" is both a fact and a parameter.",
                    "“" + name + "”既是事实又是参数。",
                    "Write the number itself, or use a measure that takes the fact or else the parameter.",
                    "请直接填写数字，或使用优先取事实、否则取参数的指标。"));
            return null;
        }
        if (parameter != null) {
            if (!term.type().isNumeric()) {
                faults.accept(Literals.notOfType(term, name));
                return null;
            }
            var value = bounded(parameter, name + " = " + Cell.canonical(parameter), term, faults);
            return value == null ? null : new Effect.Literal(value, "= " + name);
        }
        var source = scope.dictionary().find(name);
        if (source.isEmpty()) {
            var known = new ArrayList<>(scope.parameters().keySet());
            scope.dictionary().all().stream().filter(t -> t.kind() != Kind.ITEM).forEach(t -> known.add(t.name()));
            var nearest = Dictionary.nearest(name, known);
            faults.accept(Fault.error(
                    "unknown-name",
                    "There is no fact, measure, outcome or parameter called \"" + name + "\".",
                    "没有名为“" + name + "”的事实、指标、结论或参数。",
                    nearest.map(n -> "Write = " + n + "?").orElse("Write a value, or a name from the dictionary."),
                    nearest.map(n -> "是否应为= " + n + "？").orElse("请填写数值，或词典中的名称。")));
            return null;
        }
        if (source.get().kind() == Kind.ITEM) {
            faults.accept(Fault.error(
                    "wrong-kind",
                    name + " is part of what a row adds, and cannot be read.",
                    name + "是行所添加内容的一部分，不能读取。",
                    "Name a fact, measure, outcome or parameter.",
                    "请填写事实、指标、结论或参数的名称。"));
            return null;
        }
        if (!accepts(term, source.get(), scope)) {
            faults.accept(Fault.error(
                    "wrong-type",
                    name + " cannot be copied to " + term.name() + ": their types or codes differ.",
                    name + "不能复制到" + term.name() + "：类型或代码不同。",
                    "Name something of the type " + term.type() + ".",
                    "请填写类型为" + term.type() + "的名称。"));
            return null;
        }
        return new Effect.Copy(source.get());
    }

    private static boolean accepts(Term target, Term source, Scope scope) {
        return switch (target.type()) {
            case NUMBER -> source.type().isNumeric();
            case TEXT -> source.type() == Type.TEXT || source.type() == Type.CODE;
            case CODE -> source.type() == Type.CODE && scope.codes(target).containsAll(scope.codes(source));
            case INTEGER, BOOLEAN, DATE -> source.type() == target.type();
        };
    }

    private static <T> @Nullable T fail(Consumer<Fault> faults, Fault fault) {
        faults.accept(fault);
        return null;
    }
}
