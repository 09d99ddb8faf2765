package io.tenure.replay;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.TransactionAccount;
import io.tenure.migration.CustomerState;
import io.tenure.migration.StagePanel;
import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// The stages of customers on several days, each as known on the day.
///
/// @param codes of all stages
public record StageReplay(List<String> codes, StageSource stages) {
    /// Who has been silent for longer hardly differs.
    private static final int MAX_SILENT_PERIODS = 5;

    /// Least purchase days of each kind of customer.
    private static final List<Integer> PURCHASES = List.of(1, 2, 3, 5);

    /// The days that are looked at, the last one first decided: those with at least one customer.
    ///
    /// @param end the last of them
    /// @param periods between them, at most
    public static List<LocalDate> days(
            Collection<TransactionAccount> accounts, LocalDate end, int periodDays, int periods) {
        return IntStream.rangeClosed(0, periods)
                .mapToObj(i -> end.minusDays((long) (periods - i) * periodDays))
                .filter(day -> accounts.stream().anyMatch(account -> account.hasPurchaseUntil(day)))
                .toList();
    }

    /// Finds the stage of each customer on each day.
    ///
    /// @param days at least 2
    /// @param margins whether the money is the margin, which must be known of all; otherwise net sales
    /// @param progress receives the number of customers decided since it was last called
    public StagePanel panel(
            Collection<TransactionAccount> accounts, List<LocalDate> days, boolean margins, LongConsumer progress)
            throws IOException, UnreadableFileException {
        List<CustomerState> states = states();
        StagePanel panel = new StagePanel(days, states);
        Iterator<TransactionAccount> all = accounts.iterator();
        ParallelPipeline.<TransactionAccount, Path>run(
                () -> all.hasNext() ? all.next() : null, account -> path(account, days, margins, states), path -> {
                    progress.accept(1);
                    panel.add(path.states, path.money);
                });
        return panel;
    }

    private record Path(int[] states, double[] money) {}

    private Path path(TransactionAccount account, List<LocalDate> days, boolean margins, List<CustomerState> states) {
        int[] places = new int[days.size()];
        double[] money = new double[days.size() - 1];
        long periodDays = ChronoUnit.DAYS.between(days.getFirst(), days.get(1));
        for (int i = 0; i < places.length; i++) {
            LocalDate day = days.get(i);
            String stage = account.hasPurchaseUntil(day) ? stages.stage(account, day) : null;
            places[i] = stage == null ? CustomerState.NONE : states.indexOf(state(stage, account, day, periodDays));
            if (i > 0) {
                money[i - 1] = margins ? account.margin(days.get(i - 1), day) : account.sales(days.get(i - 1), day);
            }
        }
        return new Path(places, money);
    }

    private List<CustomerState> states() {
        return codes.stream()
                .flatMap(stage -> IntStream.rangeClosed(0, MAX_SILENT_PERIODS)
                        .boxed()
                        .flatMap(silent -> PURCHASES.stream().map(least -> new CustomerState(stage, silent, least))))
                .toList();
    }

    private static CustomerState state(String stage, TransactionAccount account, LocalDate day, long periodDays) {
        int bought = account.purchaseDays(LocalDate.MIN, day);
        return new CustomerState(
                stage,
                (int) Math.min(MAX_SILENT_PERIODS, account.silence(day) / periodDays),
                PURCHASES.stream()
                        .filter(least -> least <= bought)
                        .max(Integer::compare)
                        .orElseThrow());
    }
}
