package io.tenure.counterfactual;

import io.tenure.bundle.ActionableFact;
import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that one fact of a customer may come to have, numbered: 0 is the value it has, higher numbers are larger
/// values or later days, lower ones smaller or earlier. Other codes, and the values of a fact that is unknown, have the
/// numbers from 1 on.
final class Dimension {
    private static final double WHOLE = 1;

    /// A value that is farther from 0 than so many steps is none that anybody would change in steps.
    private static final double MAX_STEPS = 1e9;

    private final ActionableFact actionable;
    private final @Nullable Object now;
    private final int least;
    private final int most;
    private final List<Object> alternatives;
    private final double origin;
    private final BigDecimal step;

    /// @param alternatives values by number, from 1 on; empty where values lie on a line
    /// @param origin the value, or day, of now; of an unknown one the place below the first
    private Dimension(
            ActionableFact actionable,
            @Nullable Object now,
            int least,
            int most,
            List<Object> alternatives,
            double origin) {
        this.actionable = actionable;
        this.now = now;
        this.least = least;
        this.most = most;
        this.alternatives = alternatives;
        this.origin = origin;
        this.step = BigDecimal.valueOf(actionable.step());
    }

    /// @param now the value that the customer has; null for unknown
    static Dimension of(ActionableFact actionable, @Nullable Object now, LocalDate asOf) {
        Field fact = actionable.fact();
        if (!actionable.isOrdered()) {
            List<Object> values = fact.type() == FieldType.BOOLEAN ? List.of(true, false) : List.copyOf(fact.codes());
            return new Dimension(actionable, now, 0, values.size(), values, 0);
        }
        double low = actionable.from();
        double high = actionable.to();
        if (fact.type() == FieldType.DATE) {
            boolean isAsOf = fact.name().equals("asOf");
            low = asOf.toEpochDay() + (isAsOf ? actionable.from() : -actionable.to());
            high = asOf.toEpochDay() + (isAsOf ? actionable.to() : -actionable.from());
        }
        double step = actionable.step();
        if (now == null) {
            double first = Math.ceil(low / step - 1e-9) - 1;
            int steps = (int) (Math.floor(high / step + 1e-9) - first);
            return new Dimension(actionable, null, 0, steps, List.of(), first * step);
        }
        double value = now instanceof LocalDate day ? day.toEpochDay() : ((Number) now).doubleValue();
        if (Math.abs(value / step) > MAX_STEPS) {
            return new Dimension(actionable, now, 0, 0, List.of(), value);
        }
        int up = high <= value ? 0 : (int) (Math.floor(high / step + 1e-9) - Math.floor(value / step + 1e-9));
        int down = low >= value ? 0 : (int) (Math.ceil(value / step - 1e-9) - Math.ceil(low / step - 1e-9));
        return new Dimension(actionable, now, -down, up, List.of(), value);
    }

    Field fact() {
        return actionable.fact();
    }

    boolean isOrdered() {
        return actionable.isOrdered();
    }

    boolean isUnknown() {
        return now == null;
    }

    /// The number of the least value, 0 or below.
    int least() {
        return least;
    }

    /// The number of the largest value, 0 or above.
    int most() {
        return most;
    }

    @Nullable
    Object now() {
        return now;
    }

    /// The value with a number other than 0.
    Object value(int number) {
        if (!isOrdered()) {
            return alternatives.get(number - 1);
        }
        double place = place(number);
        return switch (fact().type()) {
            case INTEGER -> (int) Math.rint(place);
            case DATE -> LocalDate.ofEpochDay((long) Math.rint(place));
            case NUMBER, BOOLEAN, CODE, TEXT -> place;
        };
    }

    /// Multiples of the step, as a person would write them.
    private double place(int number) {
        double step = this.step.doubleValue();
        double first = number > 0 ? Math.floor(origin / step + 1e-9) : Math.ceil(origin / step - 1e-9);
        return this.step
                .multiply(BigDecimal.valueOf((long) first + number))
                .setScale(12, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    /// How far a value is from that of now: 1 from one end of the range to the other, and for other codes, booleans and
    /// what is unknown.
    double distance(int number) {
        if (number == 0) {
            return 0;
        }
        return isUnknown() || !isOrdered()
                ? WHOLE
                : Math.abs(place(number) - origin) / (actionable.to() - actionable.from());
    }

    /// Whether a value with a number may come to be.
    ///
    /// @param actor by whom; null for anybody, and for what nobody does
    boolean allows(int number, @Nullable Actor actor) {
        if (!isOrdered() && value(number).equals(now)) {
            return false;
        }
        Set<Actor> by = changers(number);
        return by != null && (actor == null || by.contains(actor));
    }

    /// Who can bring a value about; null where nothing does.
    @Nullable
    Set<Actor> changers(int number) {
        boolean raises = isOrdered() ? number > 0 : !Boolean.FALSE.equals(value(number));
        return isOrdered() && isUnknown()
                ? actionable.learnedBy()
                : raises ? actionable.raisedBy() : actionable.loweredBy();
    }
}
