package io.tenure.counterfactual;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.table.Partition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Customers who differ from one customer in a few facts, tried one by one: what the tables would be asked with, and
/// what would be decided. Each is tried once.
final class Trials {
    /// A change of at most a few facts, by the numbers of their values.
    ///
    /// @param dimensions places of the facts in the list of all, ascending
    /// @param numbers of their values, none of them 0
    record Change(List<Integer> dimensions, List<Integer> numbers) {
        Change {
            dimensions = List.copyOf(dimensions);
            numbers = List.copyOf(numbers);
        }
    }

    /// All that the outcomes that are wished depend on.
    ///
    /// @param asOf the day of the decision
    /// @param signature for each observed field the piece that its value is in, and which measures are known; one
    ///     list for all that have the same
    /// @param amounts the values that count by themselves
    private record Question(@Nullable LocalDate asOf, List<Integer> signature, List<@Nullable Object> amounts) {}

    private final CompiledRuleset ruleset;
    private final CustomerReader reader;
    private final DecisionInput input;
    private final Wish wish;
    private final List<Dimension> dimensions;
    private final Field[] observed;
    private final Partition[] partitions;
    private final Field[] amounts;
    private final List<Field> measures;
    private final int facts;
    private final BitSet related;
    private final BitSet codeReads;
    private final BitSet contradictable;
    private final Measures measuresNow;
    private final BitSet[] touched;
    private final Map<Change, Trial> trials = new HashMap<>();
    private final Map<List<Integer>, List<Integer>> signatures = new HashMap<>();
    private final int phases;
    private final boolean opaque;
    private final Map<Question, List<Object>> outcomes = new HashMap<>();
    private final Trial now;

    Trials(
            CompiledRuleset ruleset,
            CustomerReader reader,
            DecisionInput input,
            Wish wish,
            DependencySlice slice,
            List<Dimension> dimensions) {
        this.ruleset = ruleset;
        this.reader = reader;
        this.input = input;
        this.wish = wish;
        this.dimensions = dimensions;
        this.phases = slice.phases();
        this.opaque = slice.isOpaque();
        Dictionary dictionary = ruleset.ruleset().dictionary();
        Map<Field, Partition> asked = slice.observed();
        this.observed = asked.keySet().toArray(Field[]::new);
        this.partitions = asked.values().toArray(Partition[]::new);
        this.amounts = slice.amounts().toArray(Field[]::new);
        this.measures = dictionary.fields(FieldKind.MEASURE);
        this.facts = dictionary.fields(FieldKind.FACT).size();
        this.related = places(asked.keySet());
        this.related.or(places(slice.amounts()));
        this.codeReads = places(slice.codeReads());
        this.contradictable = places(CustomerReader.contradictableNames().stream()
                .flatMap(name -> dictionary.find(name).stream())
                .toList());
        this.measuresNow = ruleset.measures(input);
        this.touched = new BitSet[dimensions.size()];
        for (int d = 0; d < touched.length; d++) {
            touched[d] = new BitSet();
            touched[d].set(place(dimensions.get(d).fact()));
        }
        this.now = trial(new Change(List.of(), List.of()));
    }

    /// The customer as it is.
    Trial now() {
        return now;
    }

    /// How many customers were tried.
    int size() {
        return trials.size();
    }

    /// The facts and measures that differ in any trial of one fact alone, by place.
    BitSet touched(int dimension) {
        return touched[dimension];
    }

    /// The facts and measures that what is wished depends on, by place.
    BitSet related() {
        return related;
    }

    /// Those that rules written in code read.
    BitSet codeReads() {
        return codeReads;
    }

    /// Those that can contradict another.
    BitSet contradictable() {
        return contradictable;
    }

    private BitSet places(Collection<Field> fields) {
        BitSet places = new BitSet();
        fields.forEach(field -> places.set(place(field)));
        return places;
    }

    /// The place of a fact or measure among all of them.
    private int place(Field field) {
        return field.kind() == FieldKind.FACT ? field.index() : facts + field.index();
    }

    Trial of(Change change) {
        Trial known = trials.get(change);
        if (known == null) {
            known = trial(change);
            trials.put(change, known);
        }
        return known;
    }

    /// One changed customer.
    final class Trial {
        private final Change change;
        private final boolean consistent;
        private final Question question;
        private @Nullable List<Object> outcome;

        private Trial(Change change, boolean consistent, Question question) {
            this.change = change;
            this.consistent = consistent;
            this.question = question;
        }

        /// Whether a request with these facts would be accepted.
        boolean isConsistent() {
            return consistent;
        }

        /// Whether no table is asked anything else.
        boolean looksLike(Trial other) {
            return consistent == other.consistent && question.signature == other.question.signature;
        }

        boolean hasSameAmounts(Trial other) {
            return question.amounts.equals(other.question.amounts);
        }

        boolean isMet() {
            List<Object> decided = decide();
            if (decided.isEmpty() || !wish.isMet(decided)) {
                return false;
            }
            DecisionResult result = result();
            return result != null && wish.isMet(result);
        }

        boolean isDecidedLike(Trial other) {
            return decide().equals(other.decide());
        }

        /// The outcomes that are wished; none where the customer is inconsistent or a rule fails.
        private List<Object> decide() {
            List<Object> known = outcome;
            if (known == null) {
                known = !consistent
                        ? List.of()
                        : opaque ? decideAnew() : outcomes.computeIfAbsent(question, _ -> decideAnew());
                outcome = known;
            }
            return known;
        }

        private List<Object> decideAnew() {
            if (wish.names().contains(Wish.NEXT_BEST_ACTION)) {
                DecisionResult result = result();
                return result == null ? List.of() : wish.outcomes(result);
            }
            return ruleset.outcomes(input(change), phases) instanceof Checked.Valid(Decision decision, var _)
                    ? wish.outcomes(decision)
                    : List.of();
        }

        /// Decides this customer; null where it is inconsistent or a rule fails.
        @Nullable
        DecisionResult result() {
            if (!consistent) {
                return null;
            }
            return DecisionPipeline.decide(ruleset, input(change))
                            instanceof Checked.Valid(DecisionResult result, var _)
                    ? result
                    : null;
        }

        Change change() {
            return change;
        }
    }

    private Trial trial(Change change) {
        DecisionInput changed = input(change);
        Measures values = change.dimensions().isEmpty() ? measuresNow : ruleset.measures(changed);
        if (change.dimensions().size() == 1) {
            noteTouched(touched[change.dimensions().getFirst()], values);
        }
        List<Integer> signature = new ArrayList<>(observed.length + 4);
        for (int i = 0; i < observed.length; i++) {
            signature.add(partitions[i].pieceOf(value(observed[i], changed.customer(), values)));
        }
        int known = 0;
        for (int m = 0; m < measures.size(); m++) {
            known = known << 1 | (values.value(m) == null ? 0 : 1);
            if (m % 31 == 30 || m == measures.size() - 1) {
                signature.add(known);
                known = 0;
            }
        }
        @Nullable Object[] money = new Object[amounts.length];
        for (int i = 0; i < money.length; i++) {
            money[i] = value(amounts[i], changed.customer(), values);
        }
        return new Trial(
                change,
                !canContradict(change) || reader.isConsistent(changed),
                new Question(
                        changed.customer().getAsOf(),
                        signatures.computeIfAbsent(signature, same -> same),
                        Arrays.asList(money)));
    }

    private static @Nullable Object value(Field field, Customer customer, Measures measures) {
        return field.kind() == FieldKind.FACT ? customer.value(field.index()) : measures.value(field.index());
    }

    private void noteTouched(BitSet differing, Measures values) {
        for (int m = 0; m < measures.size(); m++) {
            if (!Objects.equals(values.value(m), measuresNow.value(m))) {
                differing.set(facts + m);
            }
        }
    }

    /// Whether a value that the change touches can contradict another.
    private boolean canContradict(Change change) {
        return !change.dimensions().isEmpty()
                && (!input.measureOverrides().isEmpty()
                        || change.dimensions().stream()
                                .anyMatch(d -> contradictable.get(
                                        place(dimensions.get(d).fact()))));
    }

    /// The changed customer.
    DecisionInput input(Change change) {
        if (change.dimensions().isEmpty()) {
            return input;
        }
        Map<Field, Object> facts = new LinkedHashMap<>();
        Map<String, Object> given = input.measureOverrides();
        for (int i = 0; i < change.dimensions().size(); i++) {
            Dimension dimension = dimensions.get(change.dimensions().get(i));
            Object value = dimension.value(change.numbers().get(i));
            if (dimension.fact().kind() == FieldKind.MEASURE) {
                given = new HashMap<>(given);
                given.put(dimension.fact().name(), value);
            } else {
                facts.put(dimension.fact(), value);
            }
        }
        return input.with(input.customer().with(facts), given);
    }
}
