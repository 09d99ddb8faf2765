package io.tenure.bundle;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.ItemParts;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes typed tables as plain DRL, one rule for each row, for reading and for stock Drools.
///
/// Each table has an agenda group with its name; to run the rules, give [#groups] the focus in their order.
/// `FIRST` becomes descending salience in an activation group. Rows that add candidates read the catalogue from the
/// global `actions`; rows that exclude candidates take them from the decision.
///
/// The rows of a table that overrides an outcome write it without an update, so that the value written by one row
/// makes no other row of the table fire; a rule in a second group updates it afterwards. (`lock-on-active` would
/// block such rows, but in Drools 10.2.0 a match that was blocked when new fails with a NullPointerException when
/// it is updated later.)
public final class DrlExport {
    /// Parts of a candidate whose getters can't give null.
    private static final Set<String> ALWAYS_KNOWN = Set.of(
            "candidate.propensity", "candidate.cost", "candidate.selling", "candidate.marketing", "candidate.duty");

    private DrlExport() {}

    /// The agenda groups of the tables, in the order in which they must get the focus.
    public static List<String> groups(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.judgesCandidates()
                        ? Stream.of(candidatesGroup(table), table.name())
                        : table.overriddenOutcomes().isEmpty()
                                ? Stream.of(table.name())
                                : Stream.of(table.name(), notificationGroup(table)))
                .toList();
    }

    /// The group of the rule that makes the candidates of the decision known before a table judges them.
    private static String candidatesGroup(Table table) {
        return "candidates for " + table.name();
    }

    private static String notificationGroup(Table table) {
        return table.name() + " is written";
    }

    /// All tables in one package.
    public static String drl(List<Table> tables) {
        StringBuilder drl = new StringBuilder("""
                package tenure.export;

                import io.tenure.engine.Arbitration;
                import io.tenure.lifecycle.Action;
                import io.tenure.lifecycle.Candidate;
                import io.tenure.lifecycle.Customer;
                import io.tenure.lifecycle.Decision;
                import io.tenure.lifecycle.Exclusion;
                import io.tenure.lifecycle.Measures;
                import io.tenure.text.Text;

                global java.util.Map actions;
                """);
        for (Table table : tables) {
            if (table.judgesCandidates()) {
                candidatesRule(table, drl);
            }
            for (int r = 0; r < table.rows().size(); r++) {
                Row row = table.rows().get(r);
                // A weight of 0 % changes nothing; where one row decides, even one that writes nothing keeps the others
                // off.
                if (table.hitPolicy() != HitPolicy.COLLECT || !table.writesNothing(row)) {
                    rule(table, row, table.rows().size() - r, drl);
                }
            }
            if (!table.overriddenOutcomes().isEmpty()) {
                notificationRule(table, drl);
            }
        }
        return drl.toString();
    }

    private static void rule(Table table, Row row, int salience, StringBuilder drl) {
        String name = table.name() + " " + (row.name().isEmpty() ? "row " + row.number() : row.name());
        drl.append("\n// ").append(table.workbook()).append(", sheet ").append(table.sheet());
        drl.append(", row ").append(row.number()).append('\n');
        drl.append("rule ").append(quoted(name)).append('\n');
        drl.append("    agenda-group ").append(quoted(table.name())).append('\n');
        if (table.overriddenOutcomes().isEmpty()) {
            drl.append("    lock-on-active true\n");
        }
        if (table.hitPolicy() == HitPolicy.FIRST) {
            drl.append("    activation-group ").append(quoted(table.name())).append('\n');
            drl.append("    salience ").append(salience).append('\n');
        }
        drl.append("when\n");
        drl.append("    $c : Customer(")
                .append(constraints(table, row, FieldKind.FACT))
                .append(")\n");
        drl.append("    $m : Measures(")
                .append(constraints(table, row, FieldKind.MEASURE))
                .append(")\n");
        drl.append("    $d : Decision(")
                .append(constraints(table, row, FieldKind.OUTCOME))
                .append(")\n");
        if (table.judgesCandidates()) {
            drl.append("    $k : Candidate(")
                    .append(constraints(table, row, FieldKind.ITEM))
                    .append(") from $d.candidates()\n");
        }
        drl.append("then\n");
        consequence(table, row, drl);
        drl.append("end\n");
    }

    /// What a rule calls a field: a part of a candidate by its getter.
    private static String called(Field field) {
        if (field.name().equals("candidate.score")) {
            return "Arbitration.score(this, $d.levers())";
        }
        return isOwn(field) ? ownValue(field, "") : field.name().replaceFirst("^candidate\\.", "");
    }

    /// Whether the ruleset adds the field, so that it has no getter.
    private static boolean isOwn(Field field) {
        return Dictionary.standard().find(field.name()).isEmpty();
    }

    /// The value, of its type, of a field that the ruleset adds.
    ///
    /// @param holder what has it, with a dot; empty within a pattern
    private static String ownValue(Field field, String holder) {
        String type = field.type().javaType().getName();
        return switch (field.kind()) {
            case FACT, OUTCOME, MEASURE -> {
                String map = field.kind() == FieldKind.FACT ? "attribute" : "outcome";
                yield "((" + type + ") "
                        + (holder.isEmpty() ? map : holder + "get" + capitalised(map) + "()")
                        + (holder.isEmpty() ? "[" + quoted(field.name()) + "]" : ".get(" + quoted(field.name()) + ")")
                        + ")";
            }
            case ITEM -> {
                int standard = Dictionary.standard().fields(FieldKind.ITEM).size();
                yield holder + "catalogueAction().part(" + (field.index() - standard) + ")";
            }
        };
    }

    private static String setter(Field field, String value) {
        return isOwn(field)
                ? "setOutcome(" + quoted(field.name()) + ", " + value + ")"
                : "set" + capitalised(field.name()) + "(" + value + ")";
    }

    private static String getter(Field field, String holder) {
        return isOwn(field) ? ownValue(field, holder + ".") : holder + ".get" + capitalised(field.name()) + "()";
    }

    private static String constraints(Table table, Row row, FieldKind kind) {
        List<String> constraints = new ArrayList<>();
        if (kind == FieldKind.FACT) {
            if (row.effective() != null) {
                constraints.add("asOf.toEpochDay() >= " + row.effective().toEpochDay());
            }
            if (row.expires() != null) {
                constraints.add("asOf.toEpochDay() < " + row.expires().toEpochDay());
            }
        }
        for (int c = 0; c < row.conditions().size(); c++) {
            Field term = table.conditions().get(c).field();
            if (term.kind() == kind) {
                String constraint = switch (row.conditions().get(c)) {
                    case Condition.Any _ -> "";
                    case Condition.Numbers n -> numbers(term, n);
                    case Condition.Codes codes -> codes(term, codes);
                };
                if (!constraint.isEmpty()) {
                    constraints.add(constraint);
                }
            }
        }
        return String.join(", ", constraints);
    }

    private static String numbers(Field term, Condition.Numbers condition) {
        String value = term.type() == FieldType.DATE ? called(term) + ".toEpochDay()" : called(term);
        String known = condition.intervals().stream()
                .map(interval -> interval(value, interval, term.type() == FieldType.NUMBER))
                .collect(Collectors.joining(" || "));
        return nullable(term, known, condition.matchesUnknown());
    }

    private static String interval(String value, Interval interval, boolean fractions) {
        List<String> ends = new ArrayList<>();
        if (interval.low() == interval.high()) {
            return value + " == " + number(interval.low(), fractions);
        }
        if (!Double.isInfinite(interval.low())) {
            ends.add(value + (interval.lowClosed() ? " >= " : " > ") + number(interval.low(), fractions));
        }
        if (!Double.isInfinite(interval.high())) {
            ends.add(value + (interval.highClosed() ? " <= " : " < ") + number(interval.high(), fractions));
        }
        return ends.isEmpty() ? "true" : "(" + String.join(" && ", ends) + ")";
    }

    private static String codes(Field term, Condition.Codes condition) {
        String known = condition.values().stream()
                .sorted()
                .map(code -> called(term)
                        + (condition.negated() ? " != " : " == ")
                        + (term.type() == FieldType.BOOLEAN
                                ? code.toLowerCase(java.util.Locale.ROOT)
                                : "\"" + escaped(code) + "\""))
                .collect(Collectors.joining(condition.negated() ? " && " : " || "));
        return nullable(term, known.isEmpty() && condition.negated() ? "true" : known, condition.matchesUnknown());
    }

    /// The condition on a known value, combined with that on an unknown one.
    private static String nullable(Field term, String known, boolean unknown) {
        if (ALWAYS_KNOWN.contains(term.name())) {
            return known.isEmpty() ? "false" : "(" + known + ")";
        }
        String value = called(term);
        if (known.equals("true")) {
            return unknown ? "" : value + " != null";
        }
        if (known.isEmpty()) {
            return unknown ? value + " == null" : "false";
        }
        return unknown ? "(" + value + " == null || " + known + ")" : "(" + value + " != null && (" + known + "))";
    }

    private static void consequence(Table table, Row row, StringBuilder drl) {
        if (table.hitPolicy() == HitPolicy.COLLECT) {
            drl.append("    ").append(addition(table, row)).append('\n');
            return;
        }
        List<String> setters = new ArrayList<>();
        boolean silent = !table.overriddenOutcomes().isEmpty();
        for (int a = 0; a < row.assignments().size(); a++) {
            Field target = table.actions().get(a).field();
            String value = java(row.assignments().get(a), target.type());
            if (value != null) {
                setters.add(setter(target, value));
            }
        }
        if (silent) {
            setters.forEach(setter -> drl.append("    $d.").append(setter).append(";\n"));
        } else {
            drl.append("    modify($d) { ").append(String.join(", ", setters)).append(" }\n");
        }
    }

    private static void candidatesRule(Table table, StringBuilder drl) {
        drl.append("\nrule ").append(quoted(candidatesGroup(table))).append('\n');
        drl.append("    agenda-group ").append(quoted(candidatesGroup(table))).append('\n');
        drl.append("    lock-on-active true\n");
        drl.append("when\n    $d : Decision()\nthen\n    update($d);\nend\n");
    }

    private static void notificationRule(Table table, StringBuilder drl) {
        String setters = table.actions().stream()
                .map(action -> setter(action.field(), getter(action.field(), "$d")))
                .collect(Collectors.joining(", "));
        drl.append("\nrule ").append(quoted(notificationGroup(table))).append('\n');
        drl.append("    agenda-group ").append(quoted(notificationGroup(table))).append('\n');
        drl.append("    lock-on-active true\n");
        drl.append("when\n    $d : Decision()\nthen\n    modify($d) { ")
                .append(setters)
                .append(" }\nend\n");
    }

    private static String addition(Table table, Row row) {
        String reason = "Text.of(" + quoted(row.reason().en()) + ", "
                + quoted(row.reason().zh()) + ")";
        return switch (ItemParts.group(table.actions().getFirst().field())) {
            case ItemParts.CANDIDATE -> {
                String action = "(Action) actions.get(" + item(table, row, "candidate.action", "\"\"") + ")";
                String value = item(table, row, "candidate.value", "null");
                String factor = item(table, row, "candidate.valueFactor", "1.0");
                String product = "(Double) (" + value + " * " + known(factor, "1.0") + ")";
                String worth = value.equals("null")
                        ? "null"
                        : isRead(value) ? value + " == null ? null : " + product : product;
                yield "$d.add(new Candidate(" + action + ", "
                        + item(table, row, "candidate.propensity", "1.0") + ", " + worth + ", "
                        + item(table, row, "candidate.cost", "(" + action + ").cost()")
                        + ", " + reason + "));";
            }
            case "signal" ->
                "modify($d) { signal(" + item(table, row, "signal.code", "\"\"") + ", "
                        + item(table, row, "signal.points", "0") + ", "
                        + quoted(row.reason().en()) + ", "
                        + quoted(row.reason().zh()) + ") }";
            case ItemParts.EXCLUSION ->
                "$d.exclude($k, new Exclusion($k.getAction(), " + item(table, row, "exclusion.code", "\"\"") + ", "
                        + reason + "));";
            default ->
                "$d.add(new Decision.Lever(" + item(table, row, "lever.action", "\"\"") + ", "
                        + item(table, row, "lever.lever", "0.0") + ", " + item(table, row, "lever.context", "0.0")
                        + "));";
        };
    }

    /// Whether a value is read from the customer's facts or decision, where it may be unknown, and isn't a literal.
    private static boolean isRead(String java) {
        return java.startsWith("$") || java.startsWith("((");
    }

    private static String known(String java, String otherwise) {
        return isRead(java) ? "(" + java + " == null ? " + otherwise + " : " + java + ")" : java;
    }

    /// The value that a row writes to a part of an item, as Java, or the given default.
    private static String item(Table table, Row row, String name, String otherwise) {
        for (int a = 0; a < row.assignments().size(); a++) {
            Field target = table.actions().get(a).field();
            if (target.name().equals(name)) {
                String value = java(row.assignments().get(a), target.type());
                return value == null ? otherwise : value;
            }
        }
        return otherwise;
    }

    private static @Nullable String java(Assignment effect, FieldType target) {
        return switch (effect) {
            case Assignment.None _ -> null;
            case Assignment.Copy(Field source) -> {
                String value = getter(
                        source,
                        switch (source.kind()) {
                            case FACT -> "$c";
                            case MEASURE -> "$m";
                            case OUTCOME, ITEM -> "$d";
                        });
                yield target == FieldType.NUMBER && source.type() == FieldType.INTEGER
                        ? value + ".doubleValue()"
                        : value;
            }
            case Assignment.Literal(Object value, String _) ->
                switch (value) {
                    case String text -> quoted(text);
                    case LocalDate date -> "java.time.LocalDate.ofEpochDay(" + date.toEpochDay() + "L)";
                    case Double number -> number(number, true);
                    default -> value.toString();
                };
        };
    }

    private static String number(double value, boolean fraction) {
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return fraction ? plain : plain.replaceFirst("\\.0$", "");
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
