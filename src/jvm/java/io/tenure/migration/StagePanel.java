package io.tenure.migration;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/// The stages of customers on days that are equally far apart, and their money in between, as counts.
///
/// Customers are counted in groups, so that intervals can leave out one group at a time; none of them is kept.
public final class StagePanel {
    /// Enough for intervals, and few enough to fit all of them again.
    private static final int GROUPS = 50;

    /// Where a customer is in no stage: not yet a customer, or not decided.
    public static final int NO_STAGE = -1;

    private final List<LocalDate> days;
    private final List<State> states;
    private final PanelCounts all;
    private final PanelCounts[] groups;
    private int customers;

    /// The part of a stage whose customers have bought about as often and been silent for about as long. The longer
    /// they have been and the less they have bought, the fewer come back, so a chain of whole stages would overrate
    /// those who have left for good.
    ///
    /// @param stage code
    /// @param silentPeriods whole periods since the last purchase, the longest with all that are longer
    /// @param purchases least number of purchase days
    public record State(String stage, int silentPeriods, int purchases) {}

    /// @param days at least 2, in order
    public StagePanel(List<LocalDate> days, List<State> states) {
        if (days.size() < 2) {
            throw new IllegalArgumentException("no period between " + days);
        }
        this.days = List.copyOf(days);
        this.states = List.copyOf(states);
        this.all = new PanelCounts(days.size() - 1, states);
        this.groups = IntStream.range(0, GROUPS)
                .mapToObj(_ -> new PanelCounts(1, states))
                .toArray(PanelCounts[]::new);
    }

    /// Adds a customer.
    ///
    /// @param stateOnDay place of the state on each day, or [#NO_STAGE]
    /// @param money in each period, one less than days
    public void add(int[] stateOnDay, double[] money) {
        all.add(stateOnDay, money);
        groups[customers++ % GROUPS].add(stateOnDay, money);
    }

    public List<LocalDate> days() {
        return days;
    }

    public List<State> states() {
        return states;
    }

    public int customers() {
        return customers;
    }

    /// The counts of all customers.
    PanelCounts all() {
        return all;
    }

    /// The counts of all periods together, without each of the groups in turn; none for less than two customers in
    /// each.
    List<PanelCounts> withoutEach() {
        return customers < 2 * GROUPS
                ? List.of()
                : IntStream.range(0, GROUPS).mapToObj(this::without).toList();
    }

    private PanelCounts without(int group) {
        PanelCounts sum = new PanelCounts(1, states);
        for (int g = 0; g < GROUPS; g++) {
            if (g != group) {
                sum.addMoves(groups[g]);
            }
        }
        return sum;
    }
}
