package io.tenure.region;

import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a field is known to hold, without a customer.
sealed interface Value {
    /// The value for people; null for an unknown one.
    @Nullable
    String text();

    /// @param value null for unknown
    record Known(@Nullable Object value) implements Value {
        static final Known UNKNOWN = new Known(null);

        @Override
        public @Nullable String text() {
            return value == null ? null : ValueText.of(value);
        }
    }

    /// What another field holds.
    record Copy(Field source) implements Value {
        @Override
        public String text() {
            return "= " + source.name();
        }
    }

    /// What a field holds, and so much more.
    record Sum(Field source, int more) implements Value {
        @Override
        public String text() {
            return "= " + source.name() + (more < 0 ? " - " : " + ") + Math.abs(more);
        }

        /// The condition on the source that amounts to one on the sum.
        Condition onSource(Condition condition) {
            return condition instanceof Condition.Numbers(String text, List<Interval> intervals, boolean unknown)
                    ? new Condition.Numbers(
                            text,
                            intervals.stream()
                                    .map(i -> new Interval(
                                            i.low() - more, i.lowClosed(), i.high() - more, i.highClosed()))
                                    .toList(),
                            unknown)
                    : condition;
        }
    }
}
