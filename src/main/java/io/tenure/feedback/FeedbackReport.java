package io.tenure.feedback;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.feedback.FeedbackGroup.Sums;
import io.tenure.model.ConfidenceInterval;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The feedback on decisions in groups, for people: rates and means with their confidence intervals.
@RegisterForReflection
@Schema(name = "FeedbackReport", description = "The feedback on decisions, in groups")
public record FeedbackReport(
        LocalDate from,
        LocalDate to,

        @Schema(description = "action, level, stage, cause, release, month, or an outcome")
        List<String> groupBy,

        @Schema(description = "What these numbers can't show")
        String caution,

        GroupView all,
        List<GroupView> groups) {
    /// With fewer, no rate and no mean is judged.
    private static final int MIN_SAMPLE = 30;

    private static final double MAX_RATE_WIDTH = .2;
    /// A fifth of the scale of the mean.
    private static final double MAX_MEAN_WIDTH = 20;

    private static final Map<String, Double> MAX_TREND_WIDTHS =
            Map.of("satisfactionTrend", .8, "loyaltyTrend", 20.0, "purchaseIntentionTrend", 2.0);

    private static final Text CAUTION = Message.of("feedback.report.caution");

    @Schema(name = "ReportInterval", description = "Ends of a 95 % interval")
    public record IntervalView(double low, double high) {
        static @Nullable IntervalView of(@Nullable ConfidenceInterval interval, double digits) {
            return interval == null
                    ? null
                    : new IntervalView(rounded(interval.low(), digits), rounded(interval.high(), digits));
        }
    }

    @Schema(name = "ReportDifference", description = "How a group differs from all other groups together")
    public record DifferenceView(
            @Schema(description = "The others' rate or mean")
            double others,

            double difference,
            IntervalView interval,

            @Schema(description = "Whether the difference is significant: the interval excludes 0")
            boolean significant,

            String note) {}

    @Schema(name = "ReportRate", description = "A share, with a 95 % interval (Wilson; differences Newcombe)")
    public record RateView(
            long count,
            long total,
            @Schema(nullable = true) @Nullable Double rate,
            @Schema(nullable = true) @Nullable IntervalView interval,

            @Schema(description = "False if there are too few to judge")
            boolean sufficient,

            @Schema(nullable = true) @Nullable String note,
            @Schema(nullable = true) @Nullable DifferenceView difference) {}

    @Schema(name = "ReportMean", description = "A mean, with a 95 % interval (Student; differences Welch)")
    public record MeanView(
            long count,
            @Schema(nullable = true) @Nullable Double mean,
            @Schema(nullable = true) @Nullable IntervalView interval,

            @Schema(description = "False if there are too few to judge")
            boolean sufficient,

            @Schema(nullable = true) @Nullable String note,
            @Schema(nullable = true) @Nullable DifferenceView difference) {}

    @Schema(name = "ReportGroup", description = "One group; key is empty for all of them together")
    public record GroupView(
            @Schema(description = "Value by dimension; null where unknown")
            Map<String, @Nullable String> key,

            long decisions,

            @Schema(description = "Decisions of erased customers, who are counted but not observed")
            long erased,

            @Schema(description = "Customers who are not erased")
            long customers,

            long presented,
            long accepted,
            long declined,
            long purchases,
            BigDecimal amount,
            long complained,
            long left,

            @Schema(
                    description =
                            "What may be lost: the sum over the customers, each by their latest decision in the group; money")
            double potentialLoss,

            RateView acceptance,
            RateView conversion,
            RateView repurchase,
            RateView retention,
            RateView complaint,

            @Schema(description = "Means of the retention indicators by name, and of the retention score; 0 to 100")
            Map<String, MeanView> retentionScores,

            @Schema(
                    description =
                            "Mean changes in satisfaction, loyalty and purchase intention since the survey before;"
                                    + " points, below 0 where they fell")
            Map<String, MeanView> trends) {}

    public static FeedbackReport of(FeedbackQuery query, FeedbackCounts.Counts counts, Locale locale) {
        ReportBuilder builder = new ReportBuilder(query, counts, locale);
        return new FeedbackReport(
                query.from(),
                query.to(),
                query.groupBy().stream().map(FeedbackQuery.Dimension::name).toList(),
                CAUTION.in(locale),
                builder.group(counts.total(), null),
                counts.groups().stream()
                        .map(g -> builder.group(g, counts.groups().size() > 1 ? builder.others(g) : null))
                        .toList());
    }

    private static double rounded(double value, double digits) {
        return Math.round(value * digits) / digits;
    }

    /// How a rate is counted.
    private record Proportion(long count, long total) {}

    /// @param others all groups but one, each customer as often as there are groups they are in
    private record OtherGroups(
            Proportion acceptance,
            Proportion conversion,
            Proportion repurchase,
            Proportion retention,
            Proportion complaint,
            Map<String, Sums> retentionScores,
            Map<String, Sums> trends) {}

    private record ReportBuilder(FeedbackQuery query, FeedbackCounts.Counts counts, Locale locale) {
        private static final double RATE_DIGITS = 10_000;
        private static final double MEAN_DIGITS = 100;
        private static final double MONEY_DIGITS = 100;

        OtherGroups others(FeedbackGroup group) {
            long[] sums = new long[10];
            for (FeedbackGroup g : counts.groups()) {
                if (g != group) {
                    long[] one = {
                        g.accepted(), g.presented(), g.converted(), g.presented(), g.repeatBuyers(),
                        g.priorBuyers(), g.retainedCustomers(), g.observedCustomers(), g.complained(), g.decisions()
                    };
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += one[i];
                    }
                }
            }
            return new OtherGroups(
                    new Proportion(sums[0], sums[1]),
                    new Proportion(sums[2], sums[3]),
                    new Proportion(sums[4], sums[5]),
                    new Proportion(sums[6], sums[7]),
                    new Proportion(sums[8], sums[9]),
                    difference(counts.total().retentionScores(), group.retentionScores()),
                    difference(counts.total().trends(), group.trends()));
        }

        private static Map<String, Sums> difference(Map<String, Sums> total, Map<String, Sums> group) {
            Map<String, Sums> others = new LinkedHashMap<>();
            total.forEach((name, all) -> others.put(name, all.minus(group.getOrDefault(name, Sums.NONE))));
            return others;
        }

        GroupView group(FeedbackGroup g, @Nullable OtherGroups others) {
            Map<String, @Nullable String> key = new LinkedHashMap<>();
            for (int i = 0; i < g.values().size(); i++) {
                key.put(query.groupBy().get(i).name(), g.values().get(i));
            }
            Map<String, MeanView> scores = new LinkedHashMap<>();
            g.retentionScores()
                    .forEach((name, sums) -> scores.put(
                            name,
                            mean(sums, MAX_MEAN_WIDTH, others == null ? null : others.retentionScores.get(name))));
            Map<String, MeanView> trends = new LinkedHashMap<>();
            g.trends()
                    .forEach((name, sums) -> trends.put(
                            name,
                            mean(
                                    sums,
                                    Objects.requireNonNull(MAX_TREND_WIDTHS.get(name)),
                                    others == null ? null : others.trends.get(name))));
            return new GroupView(
                    key,
                    g.decisions(),
                    g.erased(),
                    g.customers(),
                    g.presented(),
                    g.accepted(),
                    g.declined(),
                    g.purchases(),
                    g.amount(),
                    g.complained(),
                    g.left(),
                    rounded(g.potentialLoss(), MONEY_DIGITS),
                    rate(g.accepted(), g.presented(), others == null ? null : others.acceptance),
                    rate(g.converted(), g.presented(), others == null ? null : others.conversion),
                    rate(g.repeatBuyers(), g.priorBuyers(), others == null ? null : others.repurchase),
                    rate(g.retainedCustomers(), g.observedCustomers(), others == null ? null : others.retention),
                    rate(g.complained(), g.decisions(), others == null ? null : others.complaint),
                    scores,
                    trends);
        }

        private RateView rate(long count, long of, @Nullable Proportion others) {
            ConfidenceInterval interval = ConfidenceInterval.ofRate(count, of);
            boolean enough = interval != null && of >= MIN_SAMPLE && interval.width() <= MAX_RATE_WIDTH;
            return new RateView(
                    count,
                    of,
                    of == 0 ? null : rounded((double) count / of, RATE_DIGITS),
                    IntervalView.of(interval, RATE_DIGITS),
                    enough,
                    enough ? null : tooFew(of, interval == null ? null : interval.width() * 100),
                    others == null ? null : difference(count, of, others));
        }

        private @Nullable DifferenceView difference(long count, long of, Proportion others) {
            ConfidenceInterval interval = ConfidenceInterval.ofDifference(count, of, others.count, others.total);
            if (interval == null) {
                return null;
            }
            double rest = (double) others.count / others.total;
            return difference(
                    (double) count / of - rest, rest, interval, Math.min(of, others.total) >= MIN_SAMPLE, RATE_DIGITS);
        }

        private MeanView mean(Sums sample, double maxWidth, @Nullable Sums others) {
            ConfidenceInterval interval =
                    ConfidenceInterval.ofMean(sample.count(), sample.sum(), sample.sumOfSquares());
            boolean enough = interval != null && sample.count() >= MIN_SAMPLE && interval.width() <= maxWidth;
            return new MeanView(
                    sample.count(),
                    sample.count() == 0 ? null : rounded(sample.sum() / sample.count(), MEAN_DIGITS),
                    IntervalView.of(interval, MEAN_DIGITS),
                    enough,
                    enough ? null : tooFew(sample.count(), interval == null ? null : interval.width()),
                    others == null ? null : difference(sample, others));
        }

        private @Nullable DifferenceView difference(Sums one, Sums others) {
            ConfidenceInterval interval = ConfidenceInterval.ofDifference(
                    one.count(), one.sum(), one.sumOfSquares(), others.count(), others.sum(), others.sumOfSquares());
            if (interval == null) {
                return null;
            }
            double rest = others.sum() / others.count();
            return difference(
                    one.sum() / one.count() - rest,
                    rest,
                    interval,
                    Math.min(one.count(), others.count()) >= MIN_SAMPLE,
                    MEAN_DIGITS);
        }

        private DifferenceView difference(
                double difference, double others, ConfidenceInterval interval, boolean enough, double digits) {
            boolean significant = enough && !interval.contains(0);
            Text note = !enough
                    ? Message.of("feedback.note.too-few-to-compare")
                    : !significant
                            ? Message.of("feedback.note.not-significant")
                            : difference > 0 ? Message.of("feedback.note.higher") : Message.of("feedback.note.lower");
            return new DifferenceView(
                    rounded(others, digits),
                    rounded(difference, digits),
                    new IntervalView(rounded(interval.low(), digits), rounded(interval.high(), digits)),
                    significant,
                    note.in(locale));
        }

        /// @param points width of the interval; null for none
        private String tooFew(long count, @Nullable Double points) {
            return (count < MIN_SAMPLE || points == null
                            ? Message.of("feedback.note.too-few", "count", count, "minimum", MIN_SAMPLE)
                            : Message.of("feedback.note.interval-too-wide", "points", Math.round(points)))
                    .in(locale);
        }
    }
}
