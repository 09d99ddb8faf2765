package io.tenure.engine;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The bundled ruleset, and a small one: one table, one action, two facts that the site adds.
public final class Rulesets {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);

    static final Dictionary DICTIONARY = Dictionary.standard()
            .with(List.of(
                    attribute("region", FieldType.CODE, List.of("NORTH", "SOUTH")),
                    attribute("tickets", FieldType.INTEGER, List.of())));

    private Rulesets() {}

    public static CompiledRuleset bundled() throws IOException {
        Ruleset ruleset =
                new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        return new Engine().compile(ruleset).orElseThrow();
    }

    public static CustomerReader reader() {
        return new CustomerReader(ruleset(List.of()), CLOCK);
    }

    /// Stage is PROSPECT without purchases and STABLE from five on; between them no row applies.
    public static Ruleset ruleset(List<Scenario> scenarios) {
        Map<String, Double> parameters = new HashMap<>();
        MeasureCalculator.PARAMETERS.forEach(name -> parameters.put(name, 1.0));
        parameters.put("minGapFloorDays", 14.0);
        Action offer = new Action(
                "SAVE_OFFER",
                Text.of("Save offer", "挽留优惠"),
                "NONE",
                List.of("PHONE"),
                20,
                0,
                false,
                true,
                false,
                Text.same(""),
                Text.same(""),
                0);
        return new Ruleset(
                "sha256:by-hand",
                DICTIONARY,
                List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", "eligibility"),
                new Parameters(parameters),
                Map.of(offer.code(), offer),
                Map.of("STABLE", Text.of("stable", "稳定期")),
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
                List.of(new Assignment.Literal(stage)),
                null,
                null,
                Text.of("{purchaseCount} purchases", "{purchaseCount}次购买"));
    }

    private static Field attribute(String name, FieldType type, List<String> codes) {
        return Field.of(name, FieldKind.FACT, type, codes);
    }
}
