package io.tenure.api.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.lifecycle.Parameters;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.report.BacktestReport;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Runs backtests one at a time, since each uses all cores, and holds the last ones.
@Singleton
final class BacktestJobs implements Backtests {
    /// Most that are held; the oldest that has ended makes room.
    static final int MAX_HELD = 20;

    private final ActiveRuleset active;
    private final DraftChecker drafts;
    private final CheckPool pool;
    private final RecordedLog record;
    private final Clock clock;
    private final Duration timeout;
    private final ThreadPoolExecutor thread;
    private final Map<UUID, BacktestJob> jobs = new LinkedHashMap<>();

    /// @param waiting how many may wait
    /// @param timeout after which one that runs is given up
    BacktestJobs(
            ActiveRuleset active,
            DraftChecker drafts,
            CheckPool pool,
            RecordedLog record,
            Clock clock,
            @ConfigProperty(name = "tenure.backtest.waiting") int waiting,
            @ConfigProperty(name = "tenure.backtest.timeout") Duration timeout) {
        this.active = active;
        this.drafts = drafts;
        this.pool = pool;
        this.record = record;
        this.clock = clock;
        this.timeout = timeout;
        this.thread = new ThreadPoolExecutor(
                1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(Math.clamp(waiting, 1, MAX_HELD / 2)), task -> {
                    Thread worker = new Thread(task, "backtest");
                    worker.setDaemon(true);
                    worker.setPriority(Thread.MIN_PRIORITY);
                    return worker;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public Start start(MultivaluedMap<String, String> parameters, byte[] log, String user, Locale locale) {
        BacktestRequest request = BacktestRequest.of(parameters, log.length > 0);
        if (!request.faults().isEmpty()) {
            return new Rejected(Problem.badInput(request.faults()));
        }
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return new Rejected(Problem.noRuleset());
        }
        if (thread.getQueue().remainingCapacity() == 0) {
            return busy();
        }
        CompiledRuleset other = null;
        if (request.draft() != null) {
            Optional<Checked<CompiledDraft, Finding>> draft = drafts.compile(request.draft());
            if (draft.isEmpty()) {
                return new Rejected(ExceptionProblems.ofStatus(404));
            }
            if (draft.get() instanceof Checked.Invalid(List<Finding> findings)) {
                return new Rejected(RejectionProblem.of(findings));
            }
            other = draft.get().orElseThrow().ruleset();
        }
        if (request.record()) {
            return queue(new BacktestJob(request, null, record, current.get(), other, user, timeout, clock), locale);
        }
        return switch (pool.run(
                () -> read(request, log, current.get().ruleset().ruleset().parameters()))) {
            case Checked.Invalid(List<Text> causes) ->
                new Rejected(Problem.of(400, "bad-file", Message.of("api.shared.bad-input"), causes.getFirst()));
            case Checked.Valid(BacktestRequest.Log read, var _) ->
                queue(new BacktestJob(request, read, record, current.get(), other, user, timeout, clock), locale);
        };
    }

    private static Checked<BacktestRequest.Log, Text> read(BacktestRequest request, byte[] log, Parameters parameters) {
        try {
            return Checked.valid(request.read(log, parameters));
        } catch (UnreadableFileException unreadable) {
            return new Checked.Invalid<>(List.of(unreadable.sentence()));
        } catch (IOException bug) {
            throw new UncheckedIOException(bug);
        }
    }

    private synchronized Start queue(BacktestJob job, Locale locale) {
        try {
            thread.execute(job);
        } catch (RejectedExecutionException full) {
            return busy();
        }
        jobs.put(job.id(), job);
        jobs.values().stream()
                .filter(BacktestJob::hasEnded)
                .limit(Math.max(0, jobs.size() - MAX_HELD))
                .toList()
                .forEach(old -> jobs.remove(old.id()));
        return new Accepted(job.view(locale));
    }

    private Start busy() {
        return new Rejected(Problem.of(
                503,
                "backtests-busy",
                Message.of("api.backtests-busy.title"),
                Message.of(
                        "api.backtests-busy.detail",
                        "waiting",
                        thread.getQueue().size())));
    }

    @Override
    public synchronized List<BacktestView> all(Locale locale) {
        List<BacktestView> views = new ArrayList<>();
        jobs.values().forEach(job -> views.addFirst(job.view(locale)));
        return views;
    }

    @Override
    public Optional<BacktestView> find(UUID id, Locale locale) {
        return Optional.ofNullable(job(id)).map(job -> job.view(locale));
    }

    private synchronized @Nullable BacktestJob job(UUID id) {
        return jobs.get(id);
    }

    @Override
    public Optional<Result> result(UUID id, boolean page, Locale locale) {
        BacktestJob job = job(id);
        if (job == null) {
            return Optional.empty();
        }
        BacktestReport report = job.report(locale);
        return Optional.of(
                report == null
                        ? new Unfinished(job.view(locale))
                        : new Finished((page ? report.page() : report.json()).getBytes(UTF_8)));
    }

    @Override
    public synchronized Optional<BacktestView> delete(UUID id, Locale locale) {
        BacktestJob job = jobs.remove(id);
        if (job == null) {
            return Optional.empty();
        }
        BacktestView view = job.view(locale);
        job.stop();
        thread.remove(job);
        return Optional.of(view);
    }

    @PreDestroy
    synchronized void stop() {
        jobs.values().forEach(BacktestJob::stop);
        thread.shutdownNow();
    }
}
