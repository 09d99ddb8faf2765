package io.tenure.bundle;

import io.tenure.lifecycle.Exclusion;
import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// A row of the contact policy: in any so many days at most so many contacts that we start.
///
/// A quiet period is a limit of one: `days` 3 and `most` 1 leave three days from a contact to the next.
///
/// @param name cited where it takes an action out
/// @param channel the channel it limits; null for any
/// @param action the action it limits; null for any
/// @param days the days that are looked back on, `asOf` included, 1 or more
/// @param maxContacts contacts allowed in them, 0 or more
/// @param reason why; blank where none is given
/// @param row its row in the sheet, as the spreadsheet shows it
public record ContactLimit(
        String name,
        @Nullable String channel,
        @Nullable String action,
        int days,
        int maxContacts,
        Text reason,
        String workbook,
        String sheet,
        int row) {
    /// Where it stands, as an action that it excludes cites it.
    public Exclusion.LimitRow address() {
        return new Exclusion.LimitRow(workbook, sheet, row);
    }
}
