package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request for a decision, taken apart: how to decide, and the customer.
///
/// @param reserveContact whether the caller will make the advised contact, so that it counts from now on
/// @param explain how much of the reasons the caller wants
/// @param faults of the members that say how to decide
/// @param customer the rest of the request
public record DecisionRequest(
        RulesetChoice rulesetChoice,
        boolean reserveContact,
        ExplainLevel explain,
        List<InputFault> faults,
        Checked<Json, InputFault> customer) {
    /// How much of the reasons a response to a decision holds: the member `explain` of the request.
    public enum ExplainLevel {
        /// Outcomes and actions with their reasons, and no rows.
        NONE,
        /// Also the rows that decided what matters most; of a request that says nothing.
        SHORT,
        /// Also every row and rule that matched, and why each action and outcome is as it is and not otherwise.
        FULL;

        static final String MEMBER = "explain";

        /// The extent that a text names; or why it names none.
        public static Checked<ExplainLevel, InputFault> of(String text) {
            return of(new Json.Str(text));
        }

        static Checked<ExplainLevel, InputFault> of(Json value) {
            if (value instanceof Json.Str(String text)) {
                for (ExplainLevel level : values()) {
                    if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                        return Checked.valid(level);
                    }
                }
            }
            return new Checked.Invalid<>(List.of(new InputFault(
                    "invalid-value",
                    "/" + MEMBER,
                    value.displayValue(),
                    Message.of("input.invalid-value.explain.expected"),
                    Message.of("input.invalid-value.explain.message"))));
        }
    }

    static final String RESERVE_CONTACT = "reserveContact";

    public static DecisionRequest of(Checked<Json, InputFault> parsed) {
        return of(parsed, null);
    }

    /// A line of a batch, which can't name a ruleset of its own.
    ///
    /// @param choice the ruleset of the batch
    public static DecisionRequest ofLine(Checked<Json, InputFault> parsed, RulesetChoice choice) {
        return of(parsed, choice);
    }

    /// The customer's id as the request has it; null where it has none, or what isn't text.
    public @Nullable String customerId() {
        if (customer instanceof Checked.Valid(Json.Obj(List<Json.Member> members), var _)) {
            for (Json.Member member : members) {
                if (member.name().equals("customerId") && member.value() instanceof Json.Str(String id)) {
                    return id;
                }
            }
        }
        return null;
    }

    private static DecisionRequest of(Checked<Json, InputFault> parsed, @Nullable RulesetChoice ofBatch) {
        RulesetChoice choice = ofBatch == null ? new RulesetChoice.Active() : ofBatch;
        if (!(parsed instanceof Checked.Valid(Json.Obj(List<Json.Member> members), List<InputFault> duplicates))) {
            return new DecisionRequest(choice, false, ExplainLevel.SHORT, List.of(), parsed);
        }
        List<Json.Member> rest = new ArrayList<>();
        List<InputFault> faults = new ArrayList<>();
        boolean reserve = false;
        ExplainLevel explain = ExplainLevel.SHORT;
        for (Json.Member member : members) {
            switch (member.name()) {
                case RulesetChoice.MEMBER -> {
                    if (ofBatch != null) {
                        faults.add(oneRulesetOnly(member.value()));
                        continue;
                    }
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
                case ExplainLevel.MEMBER -> {
                    switch (ExplainLevel.of(member.value())) {
                        case Checked.Valid(ExplainLevel named, var _) -> explain = named;
                        case Checked.Invalid(List<InputFault> found) -> faults.addAll(found);
                    }
                }
                default -> rest.add(member);
            }
        }
        if (reserve && choice.isTrial()) {
            faults.add(noReservationInTrial());
        }
        return new DecisionRequest(
                choice, reserve, explain, faults, new Checked.Valid<>(new Json.Obj(rest), duplicates));
    }

    private static InputFault notBoolean(Json value) {
        return new InputFault(
                "wrong-type",
                "/" + RESERVE_CONTACT,
                value.displayValue(),
                Message.of("input.value.boolean"),
                Message.of("input.wrong-type.boolean.message"));
    }

    private static InputFault oneRulesetOnly(Json value) {
        return new InputFault(
                "invalid-value",
                "/" + RulesetChoice.MEMBER,
                value.displayValue(),
                Message.of("input.invalid-value.ruleset-of-line.expected"),
                Message.of("input.invalid-value.ruleset-of-line.message"));
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
