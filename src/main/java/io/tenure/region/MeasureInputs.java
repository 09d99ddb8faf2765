package io.tenure.region;

import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Condition;
import io.tenure.table.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The facts by which a measure can be brought to a value.
///
/// Which facts a measure is computed from is found by leaving them out, one by one.
final class MeasureInputs {
    private static final int MAX_PROBED = 60;

    private final Decider decider;
    private final List<Sample> pool;
    private final Dictionary dictionary;
    private @Nullable Map<String, Set<String>> inputs;

    MeasureInputs(Decider decider, List<Sample> pool) {
        this.decider = decider;
        this.pool = pool;
        this.dictionary = decider.before.ruleset().dictionary();
    }

    /// The facts, by the name of the measure that depends on them.
    private Map<String, Set<String>> inputs() {
        if (inputs == null) {
            Map<String, Set<String>> found = new TreeMap<>();
            MeasureCalculator calculator = new MeasureCalculator(
                    dictionary,
                    decider.before.ruleset().parameters(),
                    decider.before.ruleset().indicators());
            int stride = Math.max(1, pool.size() / MAX_PROBED);
            for (int s = 0; s < pool.size(); s += stride) {
                Sample sample = pool.get(s);
                Measures whole = sample.before().result().measures();
                for (String name : sample.cells().keySet()) {
                    Map<String, String> fewer = new TreeMap<>(sample.cells());
                    fewer.remove(name);
                    DecisionInput input = decider.read(fewer);
                    if (input != null) {
                        Measures measures = calculator.measure(input);
                        for (Field measure : dictionary.fields(FieldKind.MEASURE)) {
                            if (!Objects.equals(whole.value(measure.index()), measures.value(measure.index()))) {
                                found.computeIfAbsent(measure.name(), _ -> new TreeSet<>())
                                        .add(name);
                            }
                        }
                    }
                }
            }
            inputs = found;
        }
        return inputs;
    }

    void satisfy(Field measure, Condition wanted, Map<String, String> cells, Random random) {
        Set<String> names = inputs().getOrDefault(measure.name(), Set.of());
        boolean given = measure.isInput() && random.nextInt(3) > 0;
        if (given) {
            Object value = PossibleValue.of(measure, wanted, random);
            if (measure.overrideRule() == Field.OverrideRule.MUST_AGREE || value == null) {
                names.forEach(cells::remove);
            }
            if (value == null) {
                cells.remove(measure.name());
            } else {
                cells.put(measure.name(), ValueText.of(value));
            }
            return;
        }
        List<Sample> having = pool.stream()
                .filter(sample ->
                        wanted.matches(sample.before().result().measures().value(measure.index())))
                .toList();
        if (!having.isEmpty() && random.nextInt(4) > 0) {
            Map<String, String> other =
                    having.get(random.nextInt(having.size())).cells();
            cells.remove(measure.name());
            for (String name : names) {
                String value = other.get(name);
                if (value == null) {
                    cells.remove(name);
                } else {
                    cells.put(name, value);
                }
            }
            return;
        }
        List<String> some = new ArrayList<>(names);
        if (!some.isEmpty()) {
            vary(some.get(random.nextInt(some.size())), cells, random);
        }
    }

    private void vary(String name, Map<String, String> cells, Random random) {
        Field field = dictionary.require(name);
        String old = cells.get(name);
        switch (field.type()) {
            case INTEGER, NUMBER -> {
                double value = old == null ? 1 + random.nextInt(100) : Double.parseDouble(old);
                double factor = Math.pow(2, random.nextInt(-3, 4));
                double scaled = random.nextInt(8) == 0 ? 0 : value * factor + random.nextInt(-1, 2);
                Object next = field.type().javaType() == Integer.class ? (Object) (int) scaled : (Object) scaled;
                if (field.accepts(next)) {
                    cells.put(name, ValueText.of(next));
                }
            }
            case BOOLEAN, CODE -> {
                Object next = PossibleValue.of(field, new Condition.Codes("", Set.of(), true, false), random);
                if (next != null) {
                    cells.put(name, ValueText.of(next));
                }
            }
            case DATE, TEXT -> {}
        }
    }
}
