package io.tenure.bench;

import io.tenure.engine.Compilation;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Term;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Scenario;
import io.tenure.value.Measuring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The bundle that ships, and customers to decide by it.
final class Base {
    /// A power of two, so that going round costs a mask.
    static final int CUSTOMERS = 256;

    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    static {
        // As in the service; without a configuration everything would be logged.
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private Base() {}

    static Ruleset ruleset() {
        Path root = Path.of(System.getProperty("tenure.root", ".."));
        try {
            return switch (new BundleReader(Set.copyOf(Measuring.PARAMETERS)).read(Bundle.ofDirectory(root))) {
                case Check.Sound(Ruleset ruleset, var _) -> ruleset;
                case Check.Rejected(var findings) ->
                    throw new IllegalStateException("The bundle that ships is refused: " + findings);
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The typed tables alone, which both engines can take.
    static Ruleset tablesOf(Ruleset r) {
        return new Ruleset(
                r.hash(),
                r.dictionary(),
                r.phases(),
                r.parameters(),
                r.actions(),
                r.labels(),
                r.tables(),
                List.of(),
                List.of());
    }

    static CompiledRuleset compiled(Ruleset ruleset) {
        return switch (new Engine().compile(ruleset)) {
            case Compilation.Compiled(CompiledRuleset compiled) -> compiled;
            case Compilation.Uncompilable(var findings) -> throw new IllegalStateException(findings.toString());
        };
    }

    /// The customers of the scenarios, and as many random ones as it takes; always the same.
    static Case[] customers(Ruleset ruleset) {
        List<Case> customers = new ArrayList<>(
                ruleset.scenarios().stream().map(Scenario::presented).toList());
        Random random = new Random(2026);
        while (customers.size() < CUSTOMERS) {
            customers.add(random(ruleset.dictionary(), random));
        }
        return customers.subList(0, CUSTOMERS).toArray(Case[]::new);
    }

    /// A customer of whom each fact is known or not by chance, with values of everyday size.
    private static Case random(Dictionary dictionary, Random random) {
        Map<String, Object> facts = new HashMap<>();
        for (Term term : dictionary.terms(Kind.FACT)) {
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
        return new Case(Customer.of(dictionary, facts), given);
    }

    private static Object value(Term term, Random random) {
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
