package io.tenure.lifecycle;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One purchase.
///
/// @param daysAgo days from the purchase to `asOf`, 0 or more
/// @param amount net sales, in the customer's currency; negative for a return
/// @param margin contribution of the purchase, same currency; null where unknown
public record Purchase(
        LocalDate date,
        int daysAgo,
        double amount,
        @Nullable Double margin) {}
