package io.tenure.api.proof;

import io.tenure.release.ActiveRuleset.CompiledRelease;
import java.time.LocalDate;

/// Finds when the stages of the customers on record change next if nothing happens.
public interface StageCalendars {
    /// @param on the day that is known: what was decided as of later days is left out
    /// @param days to look ahead
    /// @param maxCustomers at most, the latest decided first
    /// @param shown how many changes are listed
    CalendarView calendar(CompiledRelease release, LocalDate on, int days, int maxCustomers, int shown);
}
