package io.tenure.replay;

import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionAccount.Transaction;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// A customer on record: the purchases, the relationship, and the stages that were decided.
///
/// @param id the customer's number, which says nothing of who it is
/// @param until the last day that is known of the customer
/// @param start first purchase or contract start; null where unknown
/// @param ended null while the relationship lasts
/// @param purchases null where they aren't known
/// @param stages by the day that was decided
public record RecordedAccount(
        String id,
        LocalDate until,
        boolean contractual,
        @Nullable LocalDate start,
        @Nullable LocalDate ended,
        @Nullable TransactionAccount purchases,
        NavigableMap<LocalDate, String> stages) {
    /// @param asOf the day of the latest request; purchases may have been reported since
    /// @param purchases null where they aren't known
    public static RecordedAccount of(
            String id,
            LocalDate asOf,
            boolean contractual,
            @Nullable LocalDate start,
            @Nullable LocalDate ended,
            @Nullable List<Transaction> purchases,
            NavigableMap<LocalDate, String> stages) {
        LocalDate last = asOf;
        for (Transaction purchase : purchases == null ? List.<Transaction>of() : purchases) {
            last = purchase.day().isAfter(last) ? purchase.day() : last;
        }
        return new RecordedAccount(
                id,
                // Who has left buys nothing more, which is known.
                ended == null ? last : LocalDate.MAX,
                contractual,
                start,
                ended,
                purchases == null ? null : TransactionAccount.of(id, purchases),
                stages);
    }
}
