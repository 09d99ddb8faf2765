package io.tenure.workbench;

import io.tenure.api.proof.CalendarView;
import io.tenure.api.proof.StageCalendars;
import io.tenure.bundle.Ruleset;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// When the stages of the customers on record change next if nothing happens. It is looked for when somebody asks, as a
/// job, and kept for the day.
@Singleton
final class StageForecast {
    private static final int DAYS = 91;
    private static final int MAX_CUSTOMERS = 10_000;
    private static final int MAX_KEPT = 2;
    private static final int MAX_ROWS = 12;
    private static final double PERCENT = 100;

    private final Instance<StageCalendars> calendars;
    private final ActiveRuleset active;
    private final PageJobs jobs;
    private final KeptValues<Key, PageJob<CalendarView>> kept = new KeptValues<>(MAX_KEPT);

    private record Key(LocalDate on, int release) {}

    /// @param supported whether this program can look ahead
    /// @param job how far it is; null where nobody asked for it
    /// @param found null until it is done
    record Forecast(
            boolean supported,
            PageJob.@Nullable State job,
            @Nullable Found found) {}

    /// @param overdue changes that are due already
    /// @param rows that decide then, those with most customers first
    record Found(int customers, long overdue, List<Week> weeks, List<Row> rows) {}

    /// @param percent of the week with most changes
    record Week(String start, long customers, int percent) {}

    /// @param row that decides; null for code
    record Row(@Nullable String row, String from, String to, long customers) {}

    StageForecast(Instance<StageCalendars> calendars, ActiveRuleset active, PageJobs jobs) {
        this.calendars = calendars;
        this.active = active;
        this.jobs = jobs;
    }

    /// What is known by now.
    Forecast known(LocalDate on, Locale locale) {
        CompiledRelease release = active.current().orElse(null);
        PageJob<CalendarView> job = release == null ? null : kept.known(new Key(on, release.release()));
        CalendarView view = job == null ? null : job.result();
        return new Forecast(
                calendars.isResolvable(),
                job == null ? null : job.state(),
                view == null || release == null
                        ? null
                        : found(view, release.ruleset().ruleset(), locale));
    }

    /// Looks ahead, unless that is under way or done.
    ///
    /// @return false if too many jobs wait already
    boolean look(LocalDate on) {
        CompiledRelease release = active.current().orElse(null);
        if (release == null || !calendars.isResolvable()) {
            return true;
        }
        return jobs.start(
                kept,
                new Key(on, release.release()),
                new PageJob<>(_ -> calendars.get().calendar(release, on, DAYS, MAX_CUSTOMERS, 0)));
    }

    private static Found found(CalendarView view, Ruleset ruleset, Locale locale) {
        List<Week> weeks = new ArrayList<>();
        long most = 1;
        for (CalendarView.Week week : view.weeks()) {
            most = Math.max(most, sum(week.changes()));
        }
        for (CalendarView.Week week : view.weeks()) {
            long customers = sum(week.changes());
            weeks.add(new Week(week.start().toString(), customers, (int) Math.round(PERCENT * customers / most)));
        }
        return new Found(
                view.customers(),
                sum(view.overdue()),
                weeks,
                view.rows().stream()
                        .limit(MAX_ROWS)
                        .map(row -> new Row(
                                row.row() == null ? null : row.row().name(),
                                CodeLabels.of(ruleset, row.from(), locale),
                                CodeLabels.of(ruleset, row.to(), locale),
                                row.customers()))
                        .toList());
    }

    private static long sum(List<CalendarView.ChangeCount> changes) {
        return changes.stream().mapToLong(CalendarView.ChangeCount::customers).sum();
    }
}
