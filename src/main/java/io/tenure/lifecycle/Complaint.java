package io.tenure.lifecycle;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One complaint of the customer.
///
/// @param daysAgo days from the complaint to `asOf`, 0 or more
/// @param topic what it is about, in the site's own words; null where unknown
/// @param resolved day it was resolved; null while it is open
/// @param repeated whether an earlier complaint of this customer had the same topic
public record Complaint(
        LocalDate date,
        int daysAgo,
        @Nullable String topic,
        @Nullable LocalDate resolved,
        boolean repeated) {
    public boolean open() {
        return resolved == null;
    }
}
