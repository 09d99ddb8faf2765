package io.tenure.migration;

import io.tenure.model.MarkovChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// How many customers were in each state and moved between states, and their money, by period.
final class PanelCounts {
    /// Fewer moves say little about a state.
    private static final int MIN_MOVES = 30;

    private final List<CustomerState> states;

    /// By period, state at its start and state at its end.
    private final long[][][] moves;

    /// By period and state at its start.
    private final double[][] money;

    /// By day on which a customer was first in a stage, day, and state.
    private final long[][][] customers;

    /// By day on which a customer was first in a stage, and period.
    private final double[][] moneySinceFirst;

    /// @param periods that are told apart; those beyond are counted with the last
    PanelCounts(int periods, List<CustomerState> states) {
        this.states = states;
        this.moves = new long[periods][states.size()][states.size()];
        this.money = new double[periods][states.size()];
        this.moneySinceFirst = new double[periods + 1][periods];
        this.customers = new long[periods + 1][periods + 1][states.size()];
    }

    int periods() {
        return moves.length;
    }

    void add(int[] stateOnDay, double[] moneyInPeriod) {
        int first = CustomerState.NONE;
        for (int day = 0; day < stateOnDay.length; day++) {
            int state = stateOnDay[day];
            int counted = Math.min(day, periods());
            if (state != CustomerState.NONE) {
                first = first == CustomerState.NONE ? counted : first;
                customers[first][counted][state]++;
                if (day > 0 && stateOnDay[day - 1] != CustomerState.NONE) {
                    int period = Math.min(day, periods()) - 1;
                    moves[period][stateOnDay[day - 1]][state]++;
                    money[period][stateOnDay[day - 1]] += moneyInPeriod[day - 1];
                    moneySinceFirst[first][period] += moneyInPeriod[day - 1];
                }
            }
        }
    }

    /// Adds the moves and the money of others.
    void addMoves(PanelCounts other) {
        for (int period = 0; period < moves.length; period++) {
            for (int from = 0; from < states.size(); from++) {
                add(moves[period][from], other.moves[period][from]);
                money[period][from] += other.money[period][from];
            }
        }
    }

    private static void add(long[] counts, long[] more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
    }

    /// The customers in each state on a day.
    double[] customersOn(int day) {
        return knownOn(periods(), day);
    }

    /// The customers in each state on a day, of those who were in a stage on an earlier one or before.
    double[] knownOn(int earlier, int day) {
        long[] sum = new long[states.size()];
        for (int first = 0; first <= earlier; first++) {
            add(sum, customers[first][day]);
        }
        return Arrays.stream(sum).asDoubleStream().toArray();
    }

    /// The money in a period of those who were in a stage on an earlier day or before.
    double moneyOfKnown(int earlier, int period) {
        double sum = 0;
        for (int first = 0; first <= earlier; first++) {
            sum += moneySinceFirst[first][period];
        }
        return sum;
    }

    /// The moves in some periods, by state at the start and at the end.
    ///
    /// @param from the first period
    /// @param to the period after the last
    long[][] movesIn(int from, int to) {
        long[][] sum = new long[states.size()][states.size()];
        for (int period = from; period < to; period++) {
            for (int state = 0; state < states.size(); state++) {
                add(sum[state], moves[period][state]);
            }
        }
        return sum;
    }

    /// How customers move and what they bring, by the first periods. A state with few moves is taken for one with all
    /// of its stage and silence, or of its stage.
    Fit fit(int periods) {
        long[][] observed = movesIn(0, periods);
        double[] sums = new double[states.size()];
        for (int period = 0; period < periods; period++) {
            for (int state = 0; state < sums.length; state++) {
                sums[state] += money[period][state];
            }
        }
        long[][] rows = new long[states.size()][];
        double[] means = new double[states.size()];
        for (int state = 0; state < rows.length; state++) {
            int[] like = enough(states.get(state), state, observed);
            long[] row = new long[states.size()];
            double sum = 0;
            for (int other : like) {
                add(row, observed[other]);
                sum += sums[other];
            }
            long n = Arrays.stream(row).sum();
            rows[state] = row;
            means[state] = n == 0 ? 0 : sum / n;
        }
        return new Fit(MarkovChain.of(rows), means);
    }

    /// @param money mean of a period that begins in each state
    record Fit(MarkovChain chain, double[] money) {}

    private int[] enough(CustomerState state, int place, long[][] observed) {
        List<Predicate<CustomerState>> groups = new ArrayList<>();
        groups.add(other -> other.stage().equals(state.stage()) && other.silentPeriods() == state.silentPeriods());
        groups.add(other -> other.stage().equals(state.stage()));
        int[] like = {place};
        for (Predicate<CustomerState> group : groups) {
            if (total(like, observed) < MIN_MOVES) {
                like = IntStream.range(0, states.size())
                        .filter(other -> group.test(states.get(other)))
                        .toArray();
            }
        }
        return like;
    }

    private static long total(int[] from, long[][] observed) {
        return Arrays.stream(from)
                .mapToLong(state -> Arrays.stream(observed[state]).sum())
                .sum();
    }
}
