package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/// The ruleset that a request for a decision names in its member `ruleset`.
public sealed interface RulesetChoice {
    String MEMBER = "ruleset";

    /// The active one; also of a request that names none.
    record Active() implements RulesetChoice {}

    /// `"active-at-as-of"`: the one that was active at the end of the customer's day.
    record ActiveAtAsOf(LocalDate asOf) implements RulesetChoice {}

    /// `{"release": 7}`: any release, to try it.
    record Release(int number) implements RulesetChoice {}

    /// `{"draft": 12}`: a draft as it is now, to try it before it is published. Nothing is stored.
    record Draft(int id) implements RulesetChoice {}

    /// Whether it is a trial, which is no advice.
    default boolean isTrial() {
        return this instanceof Release || this instanceof Draft;
    }

    static Checked<RulesetChoice, InputFault> of(Json value, List<Json.Member> members) {
        return switch (value) {
            case Json.Str(String text) when text.equals("active") -> Checked.valid(new Active());
            case Json.Str(String text) when text.equals("active-at-as-of") -> Checked.valid(activeAtAsOf(members));
            case Json.Obj(List<Json.Member> inner)
            when inner.size() == 1
                    && inner.getFirst().name().matches("release|draft")
                    && inner.getFirst().value() instanceof Json.Num(String digits)
                    && digits.matches("[1-9][0-9]{0,8}") -> {
                int number = Integer.parseInt(digits);
                yield Checked.valid(inner.getFirst().name().equals("draft") ? new Draft(number) : new Release(number));
            }
            case Json.Str _, Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
                new Checked.Invalid<>(List.of(new InputFault(
                        "invalid-value",
                        "/" + MEMBER,
                        value.displayValue(),
                        Message.of("input.invalid-value.ruleset.expected"),
                        Message.of("input.invalid-value.ruleset.message"))));
        };
    }

    private static RulesetChoice activeAtAsOf(List<Json.Member> members) {
        for (Json.Member member : members) {
            if (member.name().equals("asOf") && member.value() instanceof Json.Str(String day)) {
                try {
                    return new ActiveAtAsOf(LocalDate.parse(day));
                } catch (DateTimeParseException _) {
                    break;
                }
            }
        }
        // asOf is missing or invalid, which the reader of any ruleset reports.
        return new Active();
    }
}
