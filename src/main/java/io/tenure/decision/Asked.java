package io.tenure.decision;

import io.tenure.lifecycle.Text;
import java.util.ArrayList;
import java.util.List;

/// What a request for a decision asks for, beside presenting the customer.
///
/// @param reserveContact whether the caller will make the contact that is advised, so that it counts from now on
/// @param faults of these members alone
/// @param customer the request without them
record Asked(RulesetChoice choice, boolean reserveContact, List<Fault> faults, Json.Parsed customer) {
    static final String RESERVE = "reserveContact";

    static Asked of(Json.Parsed parsed) {
        if (!(parsed instanceof Json.Parsed.Tree(Json.Obj(List<Json.Member> members), List<Fault> duplicates))) {
            return new Asked(new RulesetChoice.Active(), false, List.of(), parsed);
        }
        List<Json.Member> rest = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        RulesetChoice choice = new RulesetChoice.Active();
        boolean reserve = false;
        for (Json.Member member : members) {
            switch (member.name()) {
                case RulesetChoice.MEMBER -> choice = RulesetChoice.of(member.value(), members);
                case RESERVE -> {
                    switch (member.value()) {
                        case Json.Bool(boolean asked) -> reserve = asked;
                        case Json.Nul _ -> {}
                        case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _ -> faults.add(notBoolean(member.value()));
                    }
                }
                default -> rest.add(member);
            }
        }
        if (choice instanceof RulesetChoice.Faulty(Fault fault)) {
            faults.add(fault);
        }
        if (reserve && choice instanceof RulesetChoice.Release) {
            faults.add(triedOnly());
        }
        return new Asked(choice, reserve, faults, new Json.Parsed.Tree(new Json.Obj(rest), duplicates));
    }

    private static Fault notBoolean(Json value) {
        return new Fault(
                "wrong-type",
                "/" + RESERVE,
                value.shown(),
                new Text("true or false", "true或false"),
                new Text("Here must stand true or false.", "此处应为true或false。"));
    }

    private static Fault triedOnly() {
        return new Fault(
                "wrong-value",
                "/" + RESERVE,
                true,
                new Text("false, or no release by its number", "false，或不按编号指定版本"),
                new Text("A release that is only tried makes no contacts.", "仅试用的版本不产生接触。"));
    }
}
