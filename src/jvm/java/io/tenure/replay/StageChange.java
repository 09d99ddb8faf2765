package io.tenure.replay;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A change of a customer's stage that comes if nothing happens.
///
/// @param row that decides then; null where a rule in Drools code does
public record StageChange(
        LocalDate day, String from, String to, @Nullable DecidingRow row) {}
