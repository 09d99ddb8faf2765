package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The numbers computed from a customer's facts, and for each that could not be computed, the reason.
///
/// What they say never changes; they may be computed when they are first asked for. Any number of threads may ask. The
/// getters of the measures, which rules written in DRL use, are generated from the dictionary.
public final class Measures extends MeasureValues {
    /// Computes measures when they are asked for, into the arrays that it shares with them.
    public interface Computation {
        /// Sees to it that a measure is computed.
        void require(int measure);

        /// Sees to it that all are.
        void requireAll();
    }

    private static final Computation NOTHING_TO_DO = new Computation() {
        @Override
        public void require(int measure) {}

        @Override
        public void requireAll() {}
    };

    private final Computation computation;
    private final @Nullable Text[] remarks;
    private final double[] completeness;
    private final Set<String> references;

    private Measures(
            Dictionary dictionary,
            @Nullable Object[] values,
            @Nullable Text[] remarks,
            double[] completeness,
            Set<String> references,
            Computation computation) {
        super(dictionary.fields(FieldKind.MEASURE), values);
        this.remarks = remarks;
        this.completeness = completeness;
        this.references = references;
        this.computation = computation;
    }

    /// Measures from maps by name.
    ///
    /// @param unknown measure name to the reason why it has no value
    /// @param completeness score name to the share, 0 to 1, of its weights whose inputs were known
    public static Measures of(
            Dictionary dictionary, Map<String, ?> values, Map<String, Text> unknown, Map<String, Double> completeness) {
        int size = dictionary.fields(FieldKind.MEASURE).size();
        @Nullable Text[] remarks = new Text[size];
        unknown.forEach((name, reason) -> remarks[dictionary.require(name).index()] = reason);
        double[] shares = new double[size];
        Arrays.fill(shares, Double.NaN);
        completeness.forEach((name, share) -> shares[dictionary.require(name).index()] = share);
        return new Measures(
                dictionary, byIndex(dictionary, FieldKind.MEASURE, values), remarks, shares, Set.of(), NOTHING_TO_DO);
    }

    /// Measures by index, which needs no look-up by name. The arrays and the set are theirs from then on.
    ///
    /// @param values the value of each measure, null for unknown
    /// @param remarks why a measure is unknown; of one with a value, what it assumes; null where there is
    ///     nothing to say
    /// @param completeness share, 0 to 1, of a score's weights whose inputs were known; NaN for what is no score
    /// @param references see [#references]
    /// @param computation fills the arrays and the set
    public static Measures of(
            Dictionary dictionary,
            @Nullable Object[] values,
            @Nullable Text[] remarks,
            double[] completeness,
            Set<String> references,
            Computation computation) {
        return new Measures(dictionary, values, remarks, completeness, references, computation);
    }

    @Override
    public @Nullable Object value(int index) {
        // A value that is there stays; one that isn't may be missing or not computed yet.
        Object known = values[index];
        if (known != null) {
            return known;
        }
        computation.require(index);
        return values[index];
    }

    /// The reference amounts that values depend on and that were not measured on the site's own customers.
    public Set<String> references() {
        computation.requireAll();
        return Collections.unmodifiableSet(references);
    }

    /// The reason why a measure has no value, by the names of those that have none.
    public Map<String, Text> unknownReasons() {
        return remarks(false);
    }

    /// What a value assumes, such as a default, by the names of the measures that do.
    public Map<String, Text> assumptions() {
        return remarks(true);
    }

    /// Share, 0 to 1, of the weights whose inputs were known, by the names of the scores that were computed.
    public Map<String, Double> completeness() {
        computation.requireAll();
        Map<String, Double> map = new LinkedHashMap<>();
        for (Field field : fields) {
            if (!Double.isNaN(completeness[field.index()])) {
                map.put(field.name(), completeness[field.index()]);
            }
        }
        return map;
    }

    private Map<String, Text> remarks(boolean known) {
        computation.requireAll();
        Map<String, Text> map = new LinkedHashMap<>();
        for (Field field : fields) {
            Text remark = remarks[field.index()];
            if (remark != null && (values[field.index()] != null) == known) {
                map.put(field.name(), remark);
            }
        }
        return map;
    }
}
