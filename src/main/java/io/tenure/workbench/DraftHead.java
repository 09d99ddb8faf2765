package io.tenure.workbench;

import io.tenure.release.Draft;
import org.jspecify.annotations.Nullable;

/// What every page of a draft shows above its content.
///
/// @param active number of the active release
/// @param release what it was published as; null while it is open
/// @param changedAt to the minute, in UTC
/// @param tab code of the page
/// @param editable whether the person may change it
/// @param mine whether the person worked on it
record DraftHead(
        int number,
        int version,
        int base,
        int active,
        @Nullable Integer release,
        String comment,
        String authors,
        String changedAt,
        String tab,
        boolean editable,
        boolean mine) {
    static DraftHead of(Draft draft, int active, Page page, String tab) {
        return new DraftHead(
                draft.id(),
                draft.version(),
                draft.base(),
                active,
                draft.release(),
                draft.comment(),
                String.join(", ", draft.authors()),
                PageTimes.minute(draft.changedAt()),
                tab,
                draft.release() == null && page.mayEdit(),
                draft.authors().contains(page.user()));
    }

    public boolean isOpen() {
        return release == null;
    }

    /// Whether another release became active since its base.
    public boolean isStale() {
        return release == null && base != active;
    }

    public boolean isAt(String page) {
        return tab.equals(page);
    }
}
