package io.tenure.api.proof;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerReader;
import io.tenure.record.DecisionLog;
import io.tenure.record.RecentDecisions;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.replay.CalendarReport;
import io.tenure.replay.ParallelPipeline;
import io.tenure.replay.StageCalendar;
import io.tenure.replay.StageChange;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks ahead from the latest decision of each customer on record.
@Singleton
final class RecordedCalendar implements StageCalendars {
    /// How many stored decisions are read at a time.
    private static final int CHUNK_SIZE = 250;

    private final RecentDecisions recentDecisions;
    private final DecisionLog log;

    RecordedCalendar(RecentDecisions recentDecisions, DecisionLog log) {
        this.recentDecisions = recentDecisions;
        this.log = log;
    }

    /// @param change null for none
    /// @param decided whether the customer could be decided
    private record Looked(UUID decision, @Nullable StageChange change, boolean decided) {}

    @Override
    public CalendarView calendar(CompiledRelease release, LocalDate on, int days, int maxCustomers, int shown) {
        LocalDate until = on.plusDays(days);
        var calendar = new StageCalendar(release.ruleset(), Map.of(), on, days);
        var reader = new CustomerReader(
                release.ruleset().ruleset(),
                Clock.fixed(until.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC));
        List<Looked> looked = new ArrayList<>();
        try {
            ParallelPipeline.<StoredDecision, Looked>run(
                    new Decisions(recentDecisions, recentDecisions.latest(maxCustomers, null, null), on),
                    stored -> look(stored, calendar, reader),
                    looked::add);
        } catch (IOException | UnreadableFileException stopped) {
            throw new IllegalStateException(stopped);
        }
        return view(release.release(), on, days, looked, shown);
    }

    private Looked look(StoredDecision stored, StageCalendar calendar, CustomerReader reader) {
        Optional<RecordedCustomer> customer = RecordedCustomer.of(stored, reader, log);
        if (customer.isEmpty()) {
            return new Looked(stored.id(), null, false);
        }
        return switch (calendar.next(customer.get(), customer.get().decidedStage())) {
            case StageCalendar.Undecided _ -> new Looked(stored.id(), null, false);
            case StageCalendar.Unchanged _ -> new Looked(stored.id(), null, true);
            case StageCalendar.Changes(StageChange change) -> new Looked(stored.id(), change, true);
        };
    }

    /// The decisions as of the day or before, read a part at a time.
    private static final class Decisions implements ParallelPipeline.Source<StoredDecision> {
        private final RecentDecisions recentDecisions;
        private final List<UUID> ids;
        private final LocalDate on;
        private final Deque<StoredDecision> read = new ArrayDeque<>();
        private int next;

        Decisions(RecentDecisions recentDecisions, List<UUID> ids, LocalDate on) {
            this.recentDecisions = recentDecisions;
            this.ids = ids;
            this.on = on;
        }

        @Override
        public @Nullable StoredDecision next() {
            while (read.isEmpty() && next < ids.size()) {
                List<UUID> chunk = ids.subList(next, Math.min(next + CHUNK_SIZE, ids.size()));
                next += chunk.size();
                recentDecisions.read(chunk).stream()
                        .filter(stored -> !stored.asOf().isAfter(on))
                        .forEach(read::add);
            }
            return read.poll();
        }
    }

    private static CalendarView view(int release, LocalDate on, int days, List<Looked> looked, int shown) {
        List<StageChange> changes = new ArrayList<>();
        List<CalendarView.Change> listed = new ArrayList<>();
        for (Looked customer : looked) {
            StageChange change = customer.change;
            if (change != null) {
                changes.add(change);
                listed.add(new CalendarView.Change(
                        customer.decision, change.day(), change.from(), change.to(), row(change.row())));
            }
        }
        listed.sort(Comparator.comparing(CalendarView.Change::day).thenComparing(CalendarView.Change::decisionId));
        int undecided =
                (int) looked.stream().filter(customer -> !customer.decided).count();
        CalendarReport report = CalendarReport.of(on, days, looked.size(), changes);
        return new CalendarView(
                on,
                days,
                release,
                looked.size(),
                undecided,
                counts(report.overdue()),
                report.weeks().stream()
                        .map(week -> new CalendarView.Week(week.start(), week.end(), counts(week.changes())))
                        .toList(),
                report.rows().stream()
                        .map(row -> new CalendarView.RowCount(row(row.row()), row.from(), row.to(), row.customers()))
                        .toList(),
                listed.subList(0, Math.min(shown, listed.size())));
    }

    private static List<CalendarView.ChangeCount> counts(List<CalendarReport.ChangeCount> counts) {
        return counts.stream()
                .map(count -> new CalendarView.ChangeCount(count.from(), count.to(), count.customers()))
                .toList();
    }

    private static CalendarView.@Nullable Row row(@Nullable DecidingRow row) {
        return row == null ? null : new CalendarView.Row(row.workbook(), row.sheet(), row.row(), row.name());
    }
}
