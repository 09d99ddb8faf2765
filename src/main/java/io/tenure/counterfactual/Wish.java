package io.tenure.counterfactual;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.CellFault;
import io.tenure.parser.ConditionParser;
import io.tenure.parser.Scope;
import io.tenure.table.Condition;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is wished to be decided: a condition on each of some outcomes, as a cell of a table has it, or anything else
/// than now.
public final class Wish {
    /// The outcome that is the best of the actions.
    public static final String NEXT_BEST_ACTION = "nextBestAction";

    /// In a request: anything else than now.
    public static final String OTHER = "other";

    /// In place of an outcome that is unknown.
    private static final String UNKNOWN = "";

    /// What must not all stay the same where anything else is wished.
    private static final List<String> MAIN_OUTCOMES = List.of("retentionLevel", NEXT_BEST_ACTION);

    private final Map<Field, Condition> conditions;
    private final boolean other;

    /// The outcomes that must not all stay the same; empty where conditions are asked.
    private final List<Object> now;

    private Wish(Map<Field, Condition> conditions, boolean other, List<Object> now) {
        this.conditions = conditions;
        this.other = other;
        this.now = now;
    }

    /// Another retention level or another first action than now.
    public static Wish other(Ruleset ruleset) {
        Map<Field, Condition> any = new LinkedHashMap<>();
        MAIN_OUTCOMES.forEach(name -> any.put(field(name, ruleset.dictionary()), Condition.Any.INSTANCE));
        return new Wish(any, true, List.of());
    }

    /// Reads a wish: none or `"other"` for anything else than now, or an object with a condition for each outcome.
    ///
    /// @param pointer where it stands in the request
    public static Checked<Wish, InputFault> read(@Nullable Json json, String pointer, Ruleset ruleset) {
        return switch (json) {
            case null -> Checked.valid(other(ruleset));
            case Json.Str(String text) when text.equals(OTHER) -> Checked.valid(other(ruleset));
            case Json.Obj(List<Json.Member> members) when !members.isEmpty() -> read(members, pointer, ruleset);
            case Json.Obj _, Json.Str _, Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
                new Checked.Invalid<>(List.of(new InputFault(
                        "invalid-value",
                        pointer,
                        json.displayValue(),
                        Message.of("counterfactual.wish.expected"),
                        Message.of("counterfactual.wish.message"))));
        };
    }

    private static Checked<Wish, InputFault> read(List<Json.Member> members, String pointer, Ruleset ruleset) {
        Map<String, Double> parameters = new HashMap<>();
        ruleset.parameters()
                .names()
                .forEach(name -> parameters.put(name, ruleset.parameters().get(name)));
        Scope scope =
                new Scope(ruleset.dictionary(), parameters, ruleset.actions().keySet());
        Map<Field, Condition> conditions = new LinkedHashMap<>();
        List<InputFault> faults = new ArrayList<>();
        for (Json.Member member : members) {
            String place = Json.pointer(pointer, member.name());
            Field field = find(member.name(), ruleset.dictionary());
            Cell cell = cell(member.value());
            if (field == null) {
                faults.add(new InputFault(
                        "unknown-name",
                        place,
                        member.value().displayValue(),
                        Message.of("counterfactual.wish.outcome.expected"),
                        Message.of("counterfactual.wish.outcome.message", "name", member.name())));
            } else if (cell == null || cell.isEmpty() || member.value().equals(new Json.Str("-"))) {
                faults.add(new InputFault(
                        "invalid-value",
                        place,
                        member.value().displayValue(),
                        Message.of("counterfactual.wish.condition.expected"),
                        Message.of("counterfactual.wish.condition.message")));
            } else {
                Condition condition = ConditionParser.read(
                        cell, field, scope, fault -> faults.add(fault(fault, place, member.value())));
                if (condition != null) {
                    conditions.put(field, condition);
                }
            }
        }
        return faults.isEmpty() ? Checked.valid(new Wish(conditions, false, List.of())) : new Checked.Invalid<>(faults);
    }

    private static InputFault fault(CellFault fault, String pointer, Json value) {
        return new InputFault("invalid-value", pointer, value.displayValue(), fault.fix(), fault.message());
    }

    private static @Nullable Cell cell(Json value) {
        return switch (value) {
            case Json.Str(String text) -> new Cell.Text(text);
            case Json.Num(String digits) -> Cell.Number.of(Double.parseDouble(digits));
            case Json.Bool(boolean yes) -> new Cell.Bool(yes);
            case Json.Obj _, Json.Arr _, Json.Null _ -> null;
        };
    }

    private static @Nullable Field find(String name, Dictionary dictionary) {
        return name.equals(NEXT_BEST_ACTION)
                ? field(name, dictionary)
                : dictionary
                        .find(name)
                        .filter(field -> field.kind() == FieldKind.OUTCOME)
                        .orElse(null);
    }

    private static Field field(String name, Dictionary dictionary) {
        return name.equals(NEXT_BEST_ACTION)
                ? Field.of(NEXT_BEST_ACTION, FieldKind.OUTCOME, FieldType.CODE, List.of())
                : dictionary.require(name);
    }

    /// The same wish about a customer of whom it is known what is decided now.
    Wish about(DecisionResult result) {
        return other ? new Wish(conditions, true, outcomes(result)) : this;
    }

    Map<Field, Condition> conditions() {
        return conditions;
    }

    /// The names of the outcomes that it is about, in their order.
    public List<String> names() {
        return conditions.keySet().stream().map(Field::name).toList();
    }

    boolean isMet(DecisionResult result) {
        return isMet(outcomes(result));
    }

    /// @param outcomes the values of its outcomes, as [#outcomes] has them
    boolean isMet(List<Object> outcomes) {
        if (other) {
            return !outcomes.equals(now);
        }
        int place = 0;
        for (Condition condition : conditions.values()) {
            Object value = outcomes.get(place++);
            if (!condition.matches(value.equals(UNKNOWN) ? null : value)) {
                return false;
            }
        }
        return true;
    }

    /// The values of its outcomes; an empty text for one that is unknown.
    List<Object> outcomes(DecisionResult result) {
        return outcomes(field -> value(field, result));
    }

    /// The values of its outcomes, none of which is the best action.
    List<Object> outcomes(Decision decision) {
        return outcomes(field -> decision.value(field.index()));
    }

    private List<Object> outcomes(Function<Field, @Nullable Object> value) {
        List<Object> outcomes = new ArrayList<>(conditions.size());
        for (Field field : conditions.keySet()) {
            outcomes.add(Objects.requireNonNullElse(value.apply(field), UNKNOWN));
        }
        return outcomes;
    }

    /// The values of its outcomes by name; those that are unknown are null.
    Map<String, @Nullable Object> values(DecisionResult result) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        conditions.keySet().forEach(field -> values.put(field.name(), value(field, result)));
        return values;
    }

    private static @Nullable Object value(Field field, DecisionResult result) {
        return field.name().equals(NEXT_BEST_ACTION)
                ? result.nextBestActions().getFirst().action()
                : result.decision().value(field.index());
    }
}
