package io.tenure.api.proof;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When the stages of the customers on record change next if nothing happens.
@RegisterForReflection
@Schema(
        name = "StageCalendar",
        description = "When the stages of the customers on record change next if nothing happens")
public record CalendarView(
        @Schema(description = "The day that is known") LocalDate on,
        @Schema(description = "Days that were looked ahead") int days,

        @Schema(description = "The release whose rules decide")
        int release,

        @Schema(description = "Customers who were looked at: those last decided, the latest first")
        int customers,

        @Schema(description = "Customers on record who can't be decided by the active release")
        int undecided,

        @Schema(description = "Changes that are due already: decided today, the customer would be in another stage")
        List<ChangeCount> overdue,

        @Schema(description = "Changes by week; the last one may be shorter")
        List<Week> weeks,

        @Schema(description = "Changes by the row that decides then, most first")
        List<RowCount> rows,

        @Schema(description = "The changes that come first, with the latest decision of each customer")
        List<Change> changes) {
    @Schema(name = "StageCalendarCount")
    public record ChangeCount(String from, String to, long customers) {}

    @Schema(name = "StageCalendarWeek")
    public record Week(LocalDate start, LocalDate end, List<ChangeCount> changes) {}

    @Schema(name = "StageCalendarRow", description = "The row of a table; null for a rule in Drools code")
    public record Row(String workbook, String sheet, int row, String name) {}

    @Schema(name = "StageCalendarRowCount")
    public record RowCount(
            @Schema(nullable = true) @Nullable Row row, String from, String to, long customers) {}

    @Schema(name = "StageCalendarChange")
    public record Change(
            UUID decisionId,

            @Schema(description = "The first day on which another stage is decided")
            LocalDate day,

            String from,
            String to,
            @Schema(nullable = true) @Nullable Row row) {}
}
