package io.tenure.api.proof;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A backtest and how far it is.
@RegisterForReflection
@Schema(name = "Backtest", description = "A backtest and how far it is")
public record BacktestView(
        UUID id,
        BacktestStatus status,
        @Schema(description = "When it was asked for") Instant createdAt,

        @Schema(description = "Who asked for it") String createdBy,

        @Schema(description = "The release whose rules decide")
        int release,

        @Schema(description = "The draft that is compared with it; null for none", nullable = true) @Nullable
        Integer draft,

        @Schema(description = "The last known days, in their order")
        List<LocalDate> cuts,

        @Schema(description = "Days after each cut that are looked at")
        int horizonDays,

        @Schema(description = "Customers of the log") int customers,

        @Schema(description = "Decisions made so far") long decided,

        @Schema(description = "Decisions to make: each customer at each cut, twice where a draft is compared")
        long decisions,

        @Schema(description = "How the log was read, and what of it could not be")
        List<String> notes,

        @Schema(description = "Why it failed; null if it didn't", nullable = true) @Nullable
        String failure) {}
