package io.tenure.region;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The items that rows of `COLLECT` tables add: candidates, signals, levers and exclusions, by the values of their
/// parts.
final class Items {
    /// The outcome that adds up the points of the signals.
    static final String RISK_POINTS = "riskPoints";

    private static final String ACTION = "candidate.action";
    private static final String VALUE = "candidate.value";
    private static final String FACTOR = "candidate.valueFactor";
    private static final String COST = "candidate.cost";

    private Items() {}

    /// The parts with those that an empty cell stands for, so that writing what holds anyway changes nothing.
    static Map<String, Value> complete(Map<String, Value> written, Ruleset ruleset) {
        Map<String, Value> item = new TreeMap<>(written);
        if (item.containsKey(ACTION)) {
            if (!item.containsKey(COST)
                    && item.get(ACTION) instanceof Value.Known(Object code)
                    && code != null
                    && ruleset.actions().get(code.toString()) instanceof Action action) {
                item.put(COST, new Value.Known(action.cost()));
            }
            Value factor = Objects.requireNonNullElse(item.remove(FACTOR), new Value.Known(1.0));
            Value value = Objects.requireNonNullElse(item.remove(VALUE), Value.Known.UNKNOWN);
            if (number(value) instanceof Double amount && number(factor) instanceof Double times) {
                item.put(VALUE, new Value.Known(amount * times));
            } else if (!value.equals(Value.Known.UNKNOWN)) {
                item.put(VALUE, value);
                item.put(FACTOR, factor);
            }
        } else if (item.containsKey("lever.action")) {
            item.putIfAbsent("lever.lever", new Value.Known(0.0));
            item.putIfAbsent("lever.context", new Value.Known(0.0));
        } else if (number(item.getOrDefault("signal.points", Value.Known.UNKNOWN)) instanceof Double points) {
            item.put("signal.points", new Value.Known((int) points.doubleValue()));
        }
        return item;
    }

    private static @Nullable Double number(Value value) {
        return value instanceof Value.Known(Object known) && known instanceof Number number
                ? (Double) number.doubleValue()
                : null;
    }

    /// The field that two items multiply by different factors, where they differ in nothing else; or null.
    static @Nullable Field onlyScaled(Map<String, Value> one, Map<String, Value> other) {
        Map<String, Value> first = new HashMap<>(one);
        Map<String, Value> second = new HashMap<>(other);
        Value a = first.remove(FACTOR);
        Value b = second.remove(FACTOR);
        return a != null && b != null && first.equals(second) && one.get(VALUE) instanceof Value.Copy(Field source)
                ? source
                : null;
    }

    /// The points that signals come to; null where that isn't known.
    static @Nullable Integer points(List<Map<String, Value>> signals) {
        int sum = 0;
        for (Map<String, Value> signal : signals) {
            if (!(number(signal.getOrDefault("signal.points", Value.Known.UNKNOWN)) instanceof Double points)) {
                return null;
            }
            sum += (int) points.doubleValue();
        }
        return sum;
    }

    /// The items for people; empty for none.
    static String text(List<Map<String, Value>> items) {
        List<String> texts = new ArrayList<>();
        for (Map<String, Value> item : items) {
            List<String> parts = new ArrayList<>();
            for (String part : new TreeSet<>(item.keySet())) {
                String text = Objects.requireNonNull(item.get(part)).text();
                if (text != null) {
                    parts.add(
                            part.endsWith(".action") || part.endsWith(".code")
                                    ? text
                                    : part.substring(part.indexOf('.') + 1) + " " + text);
                }
            }
            texts.add(String.join(", ", parts));
        }
        return String.join("; ", texts);
    }
}
