package io.tenure.api.proof;

/// How far a backtest is.
public enum BacktestStatus {
    /// For others to end.
    WAITING,
    RUNNING,
    DONE,
    FAILED
}
