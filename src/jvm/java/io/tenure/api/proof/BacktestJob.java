package io.tenure.api.proof;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.TransactionAccount;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.replay.BacktestRun;
import io.tenure.replay.BacktestRun.CutResult;
import io.tenure.replay.CutDecisions;
import io.tenure.report.BacktestReport;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A backtest, how far it is, and what it found.
final class BacktestJob implements Runnable {
    private static final Logger LOG = Logger.getLogger(BacktestJob.class);

    private final UUID id = UUID.randomUUID();
    private final BacktestRequest request;
    private final String user;
    private final Instant createdAt;
    private final int release;
    private final Duration timeout;
    private final RecordedLog record;
    private final CompiledRuleset ruleset;
    private final @Nullable CompiledRuleset other;
    private final Clock clock;
    private final AtomicLong decided = new AtomicLong();
    /// Null before the record is read, and once it has ended.
    private BacktestRequest.@Nullable Log log;

    private List<Text> notes = List.of();
    private int customers;
    private long decisions;
    private List<CutResult> results = List.of();
    private BacktestStatus status = BacktestStatus.WAITING;
    private @Nullable Text failure;
    private volatile boolean stopped;

    /// @param log null to read the record once it runs
    /// @param other the ruleset of the draft; null for none
    /// @param timeout after which it is given up once it runs
    BacktestJob(
            BacktestRequest request,
            BacktestRequest.@Nullable Log log,
            RecordedLog record,
            CompiledRelease active,
            @Nullable CompiledRuleset other,
            String user,
            Duration timeout,
            Clock clock) {
        this.request = request;
        this.user = user;
        this.createdAt = clock.instant();
        this.release = active.release();
        this.ruleset = active.ruleset();
        this.other = other;
        this.timeout = timeout;
        this.record = record;
        this.clock = clock;
        if (log != null) {
            open(log);
        }
    }

    private synchronized BacktestRequest.Log open(BacktestRequest.Log read) {
        log = read;
        notes = List.copyOf(read.messages());
        customers = read.accounts().size();
        decisions = (other == null ? 1L : 2L)
                * request.cuts().stream()
                        .mapToLong(cut -> read.accounts().stream()
                                .filter(account -> account.hasPurchaseUntil(cut))
                                .count())
                        .sum();
        return read;
    }

    /// It isn't done in time, or isn't wanted any more.
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StoppedException() {
            super(null, null, false, false);
        }
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        long end = System.nanoTime() + timeout.toNanos();
        try {
            BacktestRun backtest = new BacktestRun(
                    read(end).accounts(), request.horizonDays(), ruleset, other, request.facts(), clock);
            List<CutResult> found = new ArrayList<>();
            for (LocalDate cut : request.cuts()) {
                List<TransactionAccount> known = CutDecisions.customersOn(cut, backtest.accounts());
                switch (backtest.run(cut, known, done -> advance(done, end))) {
                    case CutResult result -> found.add(result);
                    case BacktestRun.OneOutcome outcome -> {
                        end(List.of(), BacktestReport.oneOutcome(outcome));
                        return;
                    }
                }
            }
            end(found, null);
        } catch (StoppedException _) {
            end(List.of(), Message.of("api.backtest.timeout", "minutes", timeout.toMinutes()));
        } catch (UnreadableFileException unreadable) {
            end(List.of(), unreadable.sentence());
        } catch (IOException | RuntimeException | Error bug) {
            // Also an Error, such as too little memory: otherwise it would run for ever.
            LOG.error("A backtest failed", bug);
            end(List.of(), Message.of("api.backtest.failed"));
        }
    }

    private void advance(long done, long end) {
        decided.addAndGet(done);
        if (stopped || System.nanoTime() > end) {
            throw new StoppedException();
        }
    }

    private synchronized boolean begin() {
        status = BacktestStatus.RUNNING;
        return !stopped;
    }

    private BacktestRequest.Log read(long end) throws UnreadableFileException {
        BacktestRequest.Log read = log();
        return read != null ? read : open(record.read(request, ruleset.ruleset(), () -> advance(0, end)));
    }

    private synchronized BacktestRequest.@Nullable Log log() {
        return log;
    }

    private synchronized void end(List<CutResult> found, @Nullable Text cause) {
        results = List.copyOf(found);
        failure = cause;
        status = cause == null ? BacktestStatus.DONE : BacktestStatus.FAILED;
        log = null;
    }

    /// Ends it soon, where it hasn't ended; it finds nothing.
    synchronized void stop() {
        stopped = true;
        log = null;
    }

    UUID id() {
        return id;
    }

    synchronized boolean hasEnded() {
        return status == BacktestStatus.DONE || status == BacktestStatus.FAILED;
    }

    synchronized BacktestView view(Locale locale) {
        return new BacktestView(
                id,
                status,
                createdAt,
                user,
                release,
                request.draft(),
                request.cuts(),
                request.horizonDays(),
                customers,
                decided.get(),
                decisions,
                notes.stream().map(note -> note.in(locale)).toList(),
                failure == null ? null : failure.in(locale));
    }

    /// What it found; null until it is done.
    @Nullable
    BacktestReport report(Locale locale) {
        Integer draft = request.draft();
        Text other = draft == null ? Text.same("") : Message.of("api.backtest.draft", "id", draft);
        synchronized (this) {
            return status == BacktestStatus.DONE
                    ? new BacktestReport(results, new OutputLabels(ruleset.ruleset(), locale), other.in(locale))
                    : null;
        }
    }
}
