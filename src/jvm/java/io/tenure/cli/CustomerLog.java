package io.tenure.cli;

import io.tenure.calibration.Contracts.Contract;
import io.tenure.input.TransactionAccount;
import io.tenure.input.Transactions;
import io.tenure.replay.RecordedStages;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What customers bought, from a file of transactions or from the record of a running Tenure.
///
/// @param accounts of customers without a contract who are known up to the last day
/// @param lastDay the last day that is known
/// @param hasAmounts whether amounts are known; otherwise each purchase counts as `referenceMargin`
/// @param contracts none in a file, which doesn't tell them
/// @param stages as they were decided; null for a file
record CustomerLog(
        Collection<TransactionAccount> accounts,
        LocalDate lastDay,
        boolean hasAmounts,
        List<Contract> contracts,
        @Nullable RecordedStages stages) {
    static CustomerLog of(Transactions read) {
        return new CustomerLog(read.accounts(), read.lastDay(), read.hasAmounts(), List.of(), null);
    }

    /// The last day that counts, where one was asked for.
    LocalDate end(@Nullable LocalDate asOf) {
        return asOf == null || lastDay.isBefore(asOf) ? lastDay : asOf;
    }
}
