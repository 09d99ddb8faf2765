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

    private final List<LocalDate> days;
    private final List<CustomerState> states;
    private final PanelCounts all;
    private final PanelCounts[] groups;
    private int customers;

    /// @param days at least 2, in order
    public StagePanel(List<LocalDate> days, List<CustomerState> states) {
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
    /// @param stateOnDay place of the state on each day, or [CustomerState#NONE]
    /// @param money in each period, one less than days
    public void add(int[] stateOnDay, double[] money) {
        all.add(stateOnDay, money);
        groups[customers++ % GROUPS].add(stateOnDay, money);
    }

    public List<LocalDate> days() {
        return days;
    }

    public List<CustomerState> states() {
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
