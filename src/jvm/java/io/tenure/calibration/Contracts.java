package io.tenure.calibration;

import io.tenure.model.ShiftedBetaGeometricFit;
import io.tenure.model.ShiftedBetaGeometricFit.Renewals;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The contracts of a base by month of the contract: how many could have ended at its end, and how many did.
///
/// @param months in their order
public record Contracts(int customers, List<Renewals> months) {
    /// @param start of the contract
    /// @param seen first day on which it was known to last, from when on it could be seen to end
    /// @param until last day on which it was known to last, or on which it ended
    public record Contract(LocalDate start, LocalDate seen, LocalDate until, boolean ended) {}

    /// Contracts that end within a month are taken to end with it.
    ///
    /// @param contracts none seen before its start, nor after its end
    public static Contracts of(Collection<Contract> contracts) {
        SortedMap<Integer, long[]> months = new TreeMap<>();
        for (Contract contract : contracts) {
            int first = (int) ChronoUnit.MONTHS.between(contract.start, contract.seen) + 1;
            int renewed = (int) ChronoUnit.MONTHS.between(contract.start, contract.until);
            boolean withMonth =
                    renewed > 0 && contract.start.plusMonths(renewed).equals(contract.until);
            int last = contract.ended && !withMonth ? renewed + 1 : renewed;
            for (int month = first; month <= last; month++) {
                months.computeIfAbsent(month, _ -> new long[2])[0]++;
            }
            if (contract.ended && last >= first) {
                months.computeIfAbsent(last, _ -> new long[2])[1]++;
            }
        }
        List<Renewals> renewals = new ArrayList<>();
        months.forEach((month, counts) -> renewals.add(new Renewals(month, counts[0], counts[1])));
        return new Contracts(contracts.size(), renewals);
    }

    /// The model of contracts; empty where there are too few, or they don't determine one.
    public Optional<ShiftedBetaGeometricFit> fit() {
        return customers < Calibration.MIN_CUSTOMERS ? Optional.empty() : ShiftedBetaGeometricFit.of(months);
    }
}
