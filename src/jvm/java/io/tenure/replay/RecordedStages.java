package io.tenure.replay;

import io.tenure.input.TransactionAccount;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// The stages that were decided when they were asked for: on a day, a customer is in the one that was last decided.
///
/// @param byCustomer stages by the day that was decided, by the customer's id
public record RecordedStages(Map<String, NavigableMap<LocalDate, String>> byCustomer) implements StageSource {
    /// Whether any stage was decided as of a day or before.
    public boolean hasAnyUntil(LocalDate day) {
        return byCustomer.values().stream().anyMatch(stages -> stages.floorKey(day) != null);
    }

    @Override
    public @Nullable String stage(TransactionAccount account, LocalDate day) {
        Map.Entry<LocalDate, String> last = byCustomer
                .getOrDefault(account.id(), Collections.emptyNavigableMap())
                .floorEntry(day);
        return last == null ? null : last.getValue();
    }
}
