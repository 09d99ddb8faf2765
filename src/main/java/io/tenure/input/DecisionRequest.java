package io.tenure.input;

import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// What a request for a decision asks for, beside presenting the customer.
///
/// @param reserveContact whether the caller will make the contact that is advised, so that it counts from now on
/// @param faults of these members alone
/// @param customer the request without them
public record DecisionRequest(
        RulesetChoice rulesetChoice, boolean reserveContact, List<InputFault> faults, Json.ParseResult customer) {
    static final String RESERVE_CONTACT = "reserveContact";

    public static DecisionRequest of(Json.ParseResult parsed) {
        if (!(parsed
                instanceof Json.ParseResult.Valid(Json.Obj(List<Json.Member> members), List<InputFault> duplicates))) {
            return new DecisionRequest(new RulesetChoice.Active(), false, List.of(), parsed);
        }
        List<Json.Member> rest = new ArrayList<>();
        List<InputFault> faults = new ArrayList<>();
        RulesetChoice choice = new RulesetChoice.Active();
        boolean reserve = false;
        for (Json.Member member : members) {
            switch (member.name()) {
                case RulesetChoice.MEMBER -> choice = RulesetChoice.of(member.value(), members);
                case RESERVE_CONTACT -> {
                    switch (member.value()) {
                        case Json.Bool(boolean asked) -> reserve = asked;
                        case Json.Null _ -> {}
                        case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _ -> faults.add(notBoolean(member.value()));
                    }
                }
                default -> rest.add(member);
            }
        }
        if (choice instanceof RulesetChoice.Invalid(InputFault fault)) {
            faults.add(fault);
        }
        if (reserve && choice instanceof RulesetChoice.Release) {
            faults.add(noReservationInTrial());
        }
        return new DecisionRequest(choice, reserve, faults, new Json.ParseResult.Valid(new Json.Obj(rest), duplicates));
    }

    private static InputFault notBoolean(Json value) {
        return new InputFault(
                "wrong-type",
                "/" + RESERVE_CONTACT,
                value.displayValue(),
                Message.of("input.shared.true-false"),
                Message.of("input.wrong-type.true-false.message"));
    }

    private static InputFault noReservationInTrial() {
        return new InputFault(
                "wrong-value",
                "/" + RESERVE_CONTACT,
                true,
                Message.of("input.wrong-value.false-no-release.expected"),
                Message.of("input.wrong-value.false-no-release.message"));
    }
}
