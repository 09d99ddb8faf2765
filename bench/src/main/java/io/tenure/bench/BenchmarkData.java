package io.tenure.bench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The bundled ruleset, and customers to decide.
final class BenchmarkData {
    /// A power of two, so that the next index is computed with a mask.
    static final int CUSTOMERS = 256;

    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    static {
        // As in the service; by default everything would be logged.
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private BenchmarkData() {}

    static Ruleset ruleset() {
        Path root = Path.of(System.getProperty("tenure.root", ".."));
        try {
            return new BundleReader().read(Bundle.ofDirectory(root)).orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Only the typed tables, which both engines can use.
    static Ruleset tablesOf(Ruleset r) {
        return new Ruleset(
                r.hash(),
                r.dictionary(),
                r.phases(),
                r.parameters(),
                r.indicators(),
                r.actions(),
                List.of(),
                List.of(),
                r.labels(),
                r.tables(),
                List.of(),
                List.of(),
                List.of());
    }

    static CompiledRuleset compiled(Ruleset ruleset) {
        return new Engine().compile(ruleset).orElseThrow();
    }

    /// The customers of the scenarios, then random ones up to the number needed; the same in each run.
    static DecisionInput[] customers(Ruleset ruleset) {
        List<DecisionInput> customers = new ArrayList<>(
                ruleset.scenarios().stream().map(Scenario::input).toList());
        Random random = new Random(2026);
        while (customers.size() < CUSTOMERS) {
            customers.add(random(ruleset.dictionary(), random));
        }
        return customers.subList(0, CUSTOMERS).toArray(DecisionInput[]::new);
    }

    /// A random customer: each fact is known or not, with realistic values.
    private static DecisionInput random(Dictionary dictionary, Random random) {
        Map<String, Object> facts = new HashMap<>();
        for (Field term : dictionary.fields(FieldKind.FACT)) {
            if (random.nextInt(3) > 0) {
                facts.put(term.name(), value(term, random));
            }
        }
        facts.put("customerId", "random");
        facts.put("asOf", AS_OF);
        facts.put("relationshipType", random.nextInt(4) == 0 ? "CONTRACTUAL" : "NON_CONTRACTUAL");
        facts.put("relationshipEnded", random.nextInt(20) == 0);
        facts.put("exitIntent", random.nextInt(20) == 0);
        facts.put("purchaseCount", random.nextInt(12));
        int last = random.nextInt(300);
        facts.put("lastPurchaseDate", AS_OF.minusDays(last));
        facts.put("firstPurchaseDate", AS_OF.minusDays(last + random.nextInt(900)));
        Map<String, Object> given = new HashMap<>();
        given.put("clv", random.nextInt(3000) - 200.0);
        given.put("currentValueScore", (double) random.nextInt(101));
        given.put("potentialValueScore", (double) random.nextInt(101));
        return new DecisionInput(Customer.of(dictionary, facts), given);
    }

    private static Object value(Field term, Random random) {
        double low = term.min() == null ? 0 : term.min();
        double high = term.max() == null ? low + (term.unit().startsWith("money") ? 1000 : 10) : term.max();
        return switch (term.type()) {
            case INTEGER -> (int) (low + random.nextInt((int) Math.min(high - low, 1000) + 1));
            case NUMBER -> low + random.nextDouble() * (high - low);
            case BOOLEAN -> random.nextBoolean();
            case CODE -> term.codes().get(random.nextInt(term.codes().size()));
            case TEXT -> "EUR";
            case DATE -> AS_OF.minusDays(random.nextInt(1000));
        };
    }
}
