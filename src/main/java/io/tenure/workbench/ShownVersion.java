package io.tenure.workbench;

import org.jspecify.annotations.Nullable;

/// Which rules a page shows.
///
/// @param name for addresses and forms: `active`, or the number of the draft
/// @param query the same as the beginning of a query: `?version=7`
/// @param stamp changes whenever what is shown may
/// @param release that is active, or that the draft is based on
/// @param draft its number; null for the active release
/// @param published what the draft was published as; null for none
/// @param ownDraft the person's draft where another version is shown; null for none
/// @param errors of the draft
/// @param editable whether the person may change what is shown
record ShownVersion(
        String name,
        String query,
        int stamp,
        int release,
        @Nullable Integer draft,
        @Nullable Integer published,
        @Nullable Integer ownDraft,
        long errors,
        boolean editable) {
    static ShownVersion of(RuleVersion version, Page page) {
        Integer shown = version.draft() == null ? null : version.draft().id();
        Integer own = version.ownDraft();
        return new ShownVersion(
                shown == null ? RuleVersion.ACTIVE : shown.toString(),
                version.query(),
                version.stamp(),
                version.release(),
                shown,
                version.draft() == null ? null : version.draft().release(),
                own != null && own.equals(shown) ? null : own,
                version.errors(),
                version.isOpen() && page.mayEdit());
    }
}
