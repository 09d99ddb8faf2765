package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first page: which release is active, how many customers are in each stage, and what waits for the person.
///
/// @param release null where none is active, or the person may not read rules
/// @param forecast of coming changes of stages; null for those who may not see it, likewise day
/// @param drafts that aren't published, the latest first; empty for those who may not read them
/// @param demo whether an instance without customers can be filled with made-up ones
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record TodayPage(
        Page page,
        @Nullable ActiveRelease release,
        @Nullable StageStrip stages,
        StageForecast.@Nullable Forecast forecast,
        @Nullable Day day,
        List<DraftEntry> drafts,
        boolean demo)
        implements TemplateInstance {
    /// @param since when it became active, to the minute in UTC; null where it isn't known
    /// @param approver null where nobody approved it
    /// @param next the activation that is scheduled; null for none
    record ActiveRelease(
            int number,
            @Nullable String since,
            String author,
            @Nullable String approver,
            String comment,
            @Nullable ScheduledRelease next) {}

    /// The decisions of the day, in UTC.
    ///
    /// @param idle of them those that advise no action
    /// @param unavailable whether decisions can't be stored in the database
    record Day(long decisions, long customers, long idle, long complained, boolean unavailable) {}

    record ScheduledRelease(int number, String from) {}

    /// A draft that waits.
    ///
    /// @param mine whether the person works on it
    /// @param approvable whether somebody asks for its approval, and the person may publish it
    record DraftEntry(
            int number,
            String comment,
            String authors,
            String changedAt,
            int files,
            boolean mine,
            boolean approvable) {}
}
