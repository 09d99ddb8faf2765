package io.tenure.input;

import io.tenure.text.Message;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/// Which ruleset a decision asks for, by the member `ruleset` of its request.
public sealed interface RulesetChoice {
    String MEMBER = "ruleset";

    /// The one that decides now: what a request gets that names none.
    record Active() implements RulesetChoice {}

    /// `"active-at-as-of"`: the one that decided on the customer's day.
    record ActiveAtAsOf(LocalDate asOf) implements RulesetChoice {}

    /// `{"release": 7}`.
    record Release(int number) implements RulesetChoice {}

    record Invalid(InputFault fault) implements RulesetChoice {}

    static RulesetChoice of(Json value, List<Json.Member> members) {
        return switch (value) {
            case Json.Str(String text) when text.equals("active") -> new Active();
            case Json.Str(String text) when text.equals("active-at-as-of") -> activeAtAsOf(members);
            case Json.Obj(List<Json.Member> inner)
            when inner.size() == 1
                    && inner.getFirst().name().equals("release")
                    && inner.getFirst().value() instanceof Json.Num(String digits)
                    && digits.matches("[1-9][0-9]{0,8}") -> new Release(Integer.parseInt(digits));
            case Json.Null _ -> new Active();
            case Json.Str _, Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _ ->
                new Invalid(new InputFault(
                        "wrong-value",
                        "/" + MEMBER,
                        value.displayValue(),
                        Message.of("input.wrong-value.active-active-release.expected"),
                        Message.of("input.wrong-value.active-active-release.message")));
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
        // A fault of asOf, which any ruleset's reader names.
        return new Active();
    }
}
