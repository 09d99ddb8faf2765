package io.tenure.replay;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customers on record.
///
/// @param unreadable how many the active release can't read
public record RecordedAccounts(List<RecordedAccount> customers, int unreadable) {
    private static final double LEFT_OUT = .1;

    /// The customers of whom it is known what they did up to a day.
    ///
    /// @param older how many were last described before
    /// @param manyOlder whether they are more than a tenth, so that the others may not stand for all
    public record Known(LocalDate end, List<RecordedAccount> customers, int older, boolean manyOlder) {}

    /// The customers of whom it is known what they did up to a day. The others may have bought something since their
    /// latest request, so that their silence says nothing. Empty where nobody is on record.
    ///
    /// @param end null for the last day up to which nine customers in ten are known
    public Optional<Known> until(@Nullable LocalDate end) {
        List<LocalDate> days = customers.stream()
                .map(RecordedAccount::until)
                .filter(day -> day.isBefore(LocalDate.MAX))
                .sorted()
                .toList();
        if (days.isEmpty()) {
            return Optional.empty();
        }
        LocalDate asked = end == null ? days.get((int) (days.size() * LEFT_OUT)) : end;
        LocalDate last = asked.isAfter(days.getLast()) ? days.getLast() : asked;
        List<RecordedAccount> known = customers.stream()
                .filter(customer -> !customer.until().isBefore(last))
                .toList();
        int older = customers.size() - known.size();
        return Optional.of(new Known(last, known, older, older > LEFT_OUT * customers.size()));
    }
}
