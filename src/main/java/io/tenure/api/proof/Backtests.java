package io.tenure.api.proof;

import io.tenure.http.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Backtests that run one after the other in the background.
///
/// They are held in memory, by the instance that runs them: a restart forgets them, and nothing of the customers is
/// stored.
public interface Backtests {
    /// What became of a request for a backtest.
    sealed interface Start {}

    record Accepted(BacktestView backtest) implements Start {}

    record Rejected(Problem problem) implements Start {}

    /// What became of a request for a result.
    sealed interface Result {}

    record Finished(byte[] content) implements Result {}

    /// It waits, runs, or failed.
    record Unfinished(BacktestView backtest) implements Result {}

    /// Reads a log and queues a backtest of it, or queues one of the customers on record.
    ///
    /// @param parameters of the request: `cut`, `horizon`, `draft`, `columns`, `unitMargin`, `record`
    /// @param log empty for the record
    /// @param user who asked for it
    Start start(MultivaluedMap<String, String> parameters, byte[] log, String user, Locale locale);

    /// Those that are held, the latest first.
    List<BacktestView> all(Locale locale);

    Optional<BacktestView> find(UUID id, Locale locale);

    /// The result, empty where there is no such backtest.
    ///
    /// @param page whether as a page for people; otherwise as JSON
    Optional<Result> result(UUID id, boolean page, Locale locale);

    /// Stops and forgets a backtest; empty where there is no such one.
    Optional<BacktestView> delete(UUID id, Locale locale);
}
