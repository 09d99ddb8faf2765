package io.tenure.decision;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.lifecycle.Type;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Condition;
import io.tenure.ruleset.Effect;
import io.tenure.ruleset.HitPolicy;
import io.tenure.ruleset.Interval;
import io.tenure.ruleset.Row;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Scenario;
import io.tenure.ruleset.Table;
import io.tenure.value.Measuring;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A ruleset made by hand: one small table, one action, two facts of the site's own.
final class Rulesets {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);

    static final Dictionary DICTIONARY = Dictionary.standard()
            .withAttributes(List.of(
                    attribute("region", Type.CODE, List.of("NORTH", "SOUTH")),
                    attribute("tickets", Type.INTEGER, List.of())));

    private Rulesets() {}

    static CustomerReader reader() {
        return new CustomerReader(ruleset(List.of()), CLOCK);
    }

    /// Stage is PROSPECT without purchases and STABLE from five on; between them no row applies.
    static Ruleset ruleset(List<Scenario> scenarios) {
        Map<String, Double> parameters = new HashMap<>();
        Measuring.PARAMETERS.forEach(name -> parameters.put(name, 1.0));
        parameters.put("minGapFloorDays", 14.0);
        Action offer = new Action(
                "SAVE_OFFER",
                new Text("Save offer", "挽留优惠"),
                "NONE",
                List.of("PHONE"),
                20,
                0,
                false,
                true,
                Text.same(""));
        return new Ruleset(
                "sha256:by-hand",
                DICTIONARY,
                List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", "eligibility"),
                new Parameters(parameters),
                Map.of(offer.code(), offer),
                Map.of("STABLE", new Text("stable", "稳定期")),
                List.of(stage()),
                List.of(),
                scenarios);
    }

    private static Table stage() {
        return new Table(
                "Stage",
                "stage",
                HitPolicy.FIRST,
                "decision-tables/stage.xlsx",
                "Stage",
                3,
                List.of(new Column(DICTIONARY.require("purchaseCount"), "Purchases", 2)),
                List.of(new Column(DICTIONARY.require("stage"), "Stage", 3)),
                List.of(
                        row("P", 8, Interval.point(0), "PROSPECT"),
                        row("S", 9, new Interval(5, true, Double.POSITIVE_INFINITY, false), "STABLE")));
    }

    private static Row row(String name, int number, Interval count, String stage) {
        return new Row(
                name,
                number,
                List.of(new Condition.Numbers("as written", List.of(count), false)),
                List.of(new Effect.Literal(stage)),
                null,
                null,
                new Text("{purchaseCount} purchases", "{purchaseCount}次购买"));
    }

    private static Term attribute(String name, Type type, List<String> codes) {
        return new Term(
                name, Kind.FACT, type, "", null, null, codes, Term.Given.NO, Text.same(name), Text.same("ignored"), 0);
    }
}
