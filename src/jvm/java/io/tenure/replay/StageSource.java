package io.tenure.replay;

import io.tenure.input.TransactionAccount;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Where the stage of a customer on an earlier day comes from.
public sealed interface StageSource permits DecidedStages, RecordedStages {
    /// The code of the stage; null where the customer is in none.
    ///
    /// @param account with a purchase on the day or before
    @Nullable
    String stage(TransactionAccount account, LocalDate day);
}
