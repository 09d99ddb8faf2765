package io.tenure.bundle;

import io.tenure.lifecycle.Exclusion;
import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// A row of the contact policy: in any so many days at most so many contacts that we start.
///
/// A quiet period is a limit of one: `days` 3 and `most` 1 leave three days from a contact to the next.
///
/// @param kind what days and maximum are
/// @param name cited where it takes an action out
/// @param channel the channel it limits; null for any
/// @param action the action it limits; null for any
/// @param days the days that are looked back on, `asOf` included, 1 or more; 0 for the minimum gap of each action
/// @param maxContacts contacts allowed in them, 0 or more; for customers without a cap of their own where the kind is
///     `CAP`
/// @param reason why; blank where none is given
/// @param row its row in the sheet, as the spreadsheet shows it
public record ContactLimit(
        LimitKind kind,
        String name,
        @Nullable String channel,
        @Nullable String action,
        int days,
        int maxContacts,
        Text reason,
        String workbook,
        String sheet,
        int row) {
    /// Most days that a limit looks back or ahead; no more of a customer's contacts are recalled.
    public static final int MAX_DAYS = 400;

    /// In the column `days`: the minimum gap of each action, which the sheet `Actions` has.
    static final String MIN_GAP = "minGapDays";

    /// In the column `most`: the fact by which customers have a maximum of their own.
    static final String OWN_CAP = "contactCap";

    /// What limits contacts.
    public enum LimitKind {
        /// So many in so many days.
        COUNT,
        /// The minimum gap between two contacts for one action. It also counts and limits actions that we don't start.
        GAP,
        /// The customer's own maximum; contacts of which only the number is known count here too.
        CAP
    }

    /// A limit of so many contacts in so many days.
    public ContactLimit(
            String name,
            @Nullable String channel,
            @Nullable String action,
            int days,
            int maxContacts,
            Text reason,
            String workbook,
            String sheet,
            int row) {
        this(LimitKind.COUNT, name, channel, action, days, maxContacts, reason, workbook, sheet, row);
    }

    /// The content of the column `days`.
    public String daysText() {
        return kind == LimitKind.GAP ? MIN_GAP : Integer.toString(days);
    }

    /// The content of the column `most`.
    public String maxContactsText() {
        return kind == LimitKind.CAP ? OWN_CAP : Integer.toString(maxContacts);
    }

    /// Where it stands, as an action that it excludes cites it.
    public Exclusion.LimitRow address() {
        return new Exclusion.LimitRow(workbook, sheet, row);
    }
}
