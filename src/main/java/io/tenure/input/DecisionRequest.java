package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// A request for a decision, taken apart: how to decide, and the customer.
///
/// @param reserveContact whether the caller will make the advised contact, so that it counts from now on
/// @param faults of the members that say how to decide
/// @param customer the rest of the request
public record DecisionRequest(
        RulesetChoice rulesetChoice,
        boolean reserveContact,
        List<InputFault> faults,
        Checked<Json, InputFault> customer) {
    static final String RESERVE_CONTACT = "reserveContact";

    public static DecisionRequest of(Checked<Json, InputFault> parsed) {
        if (!(parsed instanceof Checked.Valid(Json.Obj(List<Json.Member> members), List<InputFault> duplicates))) {
            return new DecisionRequest(new RulesetChoice.Active(), false, List.of(), parsed);
        }
        List<Json.Member> rest = new ArrayList<>();
        List<InputFault> faults = new ArrayList<>();
        RulesetChoice choice = new RulesetChoice.Active();
        boolean reserve = false;
        for (Json.Member member : members) {
            switch (member.name()) {
                case RulesetChoice.MEMBER -> {
                    switch (RulesetChoice.of(member.value(), members)) {
                        case Checked.Valid(RulesetChoice named, var _) -> choice = named;
                        case Checked.Invalid(List<InputFault> found) -> faults.addAll(found);
                    }
                }
                case RESERVE_CONTACT -> {
                    switch (member.value()) {
                        case Json.Bool(boolean value) -> reserve = value;
                        case Json.Null _ -> {}
                        case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _ -> faults.add(notBoolean(member.value()));
                    }
                }
                default -> rest.add(member);
            }
        }
        if (reserve && choice instanceof RulesetChoice.Release) {
            faults.add(noReservationInTrial());
        }
        return new DecisionRequest(choice, reserve, faults, new Checked.Valid<>(new Json.Obj(rest), duplicates));
    }

    private static InputFault notBoolean(Json value) {
        return new InputFault(
                "wrong-type",
                "/" + RESERVE_CONTACT,
                value.displayValue(),
                Message.of("input.value.boolean"),
                Message.of("input.wrong-type.boolean.message"));
    }

    private static InputFault noReservationInTrial() {
        return new InputFault(
                "invalid-value",
                "/" + RESERVE_CONTACT,
                true,
                Message.of("input.invalid-value.reservation.expected"),
                Message.of("input.invalid-value.reservation.message"));
    }
}
