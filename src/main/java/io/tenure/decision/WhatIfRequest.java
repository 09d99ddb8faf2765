package io.tenure.decision;

import io.tenure.finding.Checked;
import io.tenure.input.DecisionRequest;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request for what would change a decision: about a customer, or about a stored decision.
///
/// @param decisionId of a stored decision; null where the request describes a customer
/// @param customer the customer and the ruleset to decide by; of no meaning for a stored decision
/// @param wish null where anything else than now is wished
public record WhatIfRequest(
        @Nullable UUID decisionId,
        DecisionRequest customer,
        @Nullable Json wish) {
    static final String WISH = "wish";
    private static final String DECISION_ID = "decisionId";

    /// Members of a request for a decision that mean nothing here, where nothing is stored and explained.
    private static final List<String> ONLY_FOR_DECISIONS = List.of("reserveContact", "explain");

    /// Reads a body; all faults of its own members at once, those of the customer are found later.
    public static Checked<WhatIfRequest, InputFault> read(byte[] body) {
        return switch (Json.parse(body)) {
            case Checked.Invalid(List<InputFault> faults) -> new Checked.Invalid<>(faults);
            case Checked.Valid(Json.Obj(List<Json.Member> members), List<InputFault> duplicates) ->
                read(members, duplicates);
            case Checked.Valid(Json other, var _) ->
                new Checked.Invalid<>(List.of(new InputFault(
                        "wrong-type",
                        "",
                        other.displayValue(),
                        Message.of("decision.what-if.object.expected"),
                        Message.of("decision.what-if.object.message"))));
        };
    }

    private static Checked<WhatIfRequest, InputFault> read(List<Json.Member> members, List<InputFault> duplicates) {
        boolean stored = members.stream().anyMatch(member -> member.name().equals(DECISION_ID));
        List<InputFault> faults = new ArrayList<>(stored ? duplicates : List.of());
        List<Json.Member> rest = new ArrayList<>();
        UUID id = null;
        Json wish = null;
        for (Json.Member member : members) {
            if (member.name().equals(WISH)) {
                wish = member.value();
            } else if (member.name().equals(DECISION_ID)) {
                id = id(member.value(), faults);
            } else if (stored || ONLY_FOR_DECISIONS.contains(member.name())) {
                faults.add(new InputFault(
                        "unknown-member",
                        Json.pointer("", member.name()),
                        member.value().displayValue(),
                        Message.of("decision.what-if.member.expected"),
                        Message.of("decision.what-if.member.message", "name", member.name())));
            } else {
                rest.add(member);
            }
        }
        return faults.isEmpty()
                ? Checked.valid(new WhatIfRequest(
                        id, DecisionRequest.of(new Checked.Valid<>(new Json.Obj(rest), duplicates)), wish))
                : new Checked.Invalid<>(faults);
    }

    private static @Nullable UUID id(Json value, List<InputFault> faults) {
        if (value instanceof Json.Str(String text)) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException _) {
                // The same fault as for any other value.
            }
        }
        faults.add(new InputFault(
                "invalid-value",
                "/" + DECISION_ID,
                value.displayValue(),
                Message.of("decision.what-if.decision-id.expected"),
                Message.of("decision.what-if.decision-id.message")));
        return null;
    }
}
