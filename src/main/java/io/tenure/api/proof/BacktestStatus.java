package io.tenure.api.proof;

/// How far a backtest is.
enum BacktestStatus {
    WAITING,
    RUNNING,
    DONE,
    FAILED
}
