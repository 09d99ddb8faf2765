package io.tenure.feedback;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.feedback.FeedbackReport.IntervalView;
import io.tenure.feedback.StageCounts.Flow;
import io.tenure.lifecycle.Dictionary;
import io.tenure.model.ConfidenceInterval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How many customers were in each stage as of a day, and how they moved since an earlier one.
@RegisterForReflection
@Schema(name = "StageReport", description = "Customers by stage as of a day, and their moves since an earlier day")
public record StageReport(
        LocalDate on,

        @Schema(nullable = true, description = "The earlier day; null where none was asked for") @Nullable
        LocalDate compared,

        @Schema(description = "Customers of whom anything was decided as of `on` or before")
        long customers,

        List<StageView> stages,

        @Schema(description = "Moves between stages; empty without an earlier day")
        List<FlowView> flows) {
    private static final double DIGITS = 1e4;

    @Schema(name = "StageCount", description = "The customers of a stage")
    record StageView(
            String stage,

            long customers,

            @Schema(nullable = true, description = "As of the earlier day; null where none was asked for") @Nullable
            Long before,

            @Schema(
                    nullable = true,
                    description = "Those of `customers` of whom nothing was decided as of the earlier day")
            @Nullable
            Long added) {}

    @Schema(name = "StageFlow", description = "Customers who were in one stage, and then in the same or another one")
    record FlowView(
            String from,
            String to,
            long customers,

            @Schema(description = "Of the customers who were in `from`")
            double share,

            @Schema(description = "95 % interval of the share (Wilson)")
            IntervalView interval) {}

    /// @param compared null for counts alone
    public static StageReport of(LocalDate on, @Nullable LocalDate compared, List<Flow> flows) {
        List<StageView> stages = flows.stream()
                .flatMap(flow -> Stream.of(flow.after(), flow.before()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(inOrder())
                .map(stage -> new StageView(
                        stage,
                        sum(flows, null, stage),
                        compared == null ? null : (Long) sum(flows, stage, null),
                        compared == null
                                ? null
                                : (Long) flows.stream()
                                        .filter(flow -> flow.before() == null
                                                && flow.after().equals(stage))
                                        .mapToLong(Flow::customers)
                                        .sum()))
                .toList();
        return new StageReport(
                on,
                compared,
                flows.stream().mapToLong(Flow::customers).sum(),
                stages,
                compared == null ? List.of() : moves(flows));
    }

    private static List<FlowView> moves(List<Flow> flows) {
        List<FlowView> moves = new ArrayList<>();
        for (Flow flow : flows) {
            String from = flow.before();
            if (from != null) {
                long total = sum(flows, from, null);
                moves.add(new FlowView(
                        from,
                        flow.after(),
                        flow.customers(),
                        Math.round(DIGITS * flow.customers() / total) / DIGITS,
                        Objects.requireNonNull(
                                IntervalView.of(ConfidenceInterval.ofRate(flow.customers(), total), DIGITS))));
            }
        }
        moves.sort(Comparator.comparing(FlowView::from, inOrder()).thenComparing(FlowView::to, inOrder()));
        return moves;
    }

    /// The customers of all flows from one stage, or to one.
    private static long sum(List<Flow> flows, @Nullable String from, @Nullable String to) {
        return flows.stream()
                .filter(flow -> from == null || from.equals(flow.before()))
                .filter(flow -> to == null || to.equals(flow.after()))
                .mapToLong(Flow::customers)
                .sum();
    }

    /// In the order of the lifecycle; those of former releases last.
    private static Comparator<String> inOrder() {
        List<String> known = Dictionary.standard().require("stage").codes();
        return Comparator.<String>comparingInt(stage -> known.contains(stage) ? known.indexOf(stage) : known.size())
                .thenComparing(Comparator.naturalOrder());
    }
}
