package io.tenure.workbench;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.history.Effects;
import io.tenure.history.Effects.Group;
import io.tenure.history.Effects.Sample;
import io.tenure.history.Interval;
import io.tenure.lifecycle.Text;
import io.tenure.value.EffectParts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What came of the advice, as it is told to people: rates and means with how sure they are.
@RegisterForReflection
@Schema(name = "Effect", description = "What came of the advice, in groups")
record EffectView(
        LocalDate from,
        LocalDate to,
        List<String> by,

        @Schema(description = "What these numbers don't say")
        String caution,

        GroupView all,
        List<GroupView> groups) {
    /// Below this nothing is said.
    private static final int FEWEST = 30;

    private static final double WIDEST_RATE = .2;
    private static final double WIDEST_MEAN = 20;

    private static final Text CAUTION = new Text(
            "These are associations, not effects: who got which advice was not left to chance, so groups may differ for"
                    + " other reasons. Only where customers were assigned at random does a difference show what an action"
                    + " does. Later decisions have had less time. One in twenty differences shows by chance alone.",
            "以上为相关关系而非因果效果：谁得到何种建议并非随机，各组可能因其他原因而不同。只有随机分组时，差异才说明行动的作用。较晚的决策尚未有足够时间。" + "即使没有真实差异，二十个比较中也约有一个会偶然显示差异。");

    @Schema(name = "EffectRange", description = "Ends of a 95 % interval")
    record RangeView(double low, double high) {
        static @Nullable RangeView of(@Nullable Interval interval, double digits) {
            return interval == null
                    ? null
                    : new RangeView(rounded(interval.low(), digits), rounded(interval.high(), digits));
        }
    }

    @Schema(name = "EffectDifference", description = "How a group differs from all other groups together")
    record DifferenceView(
            @Schema(description = "The others' rate or mean")
            double others,

            double difference,
            RangeView interval,

            @Schema(description = "Whether a difference shows: the interval leaves out 0")
            boolean shown,

            String says) {}

    @Schema(name = "EffectRate", description = "A share, with a 95 % interval (Wilson; differences Newcombe)")
    record RateView(
            long count,
            long of,
            @Schema(nullable = true) @Nullable Double rate,
            @Schema(nullable = true) @Nullable RangeView interval,

            @Schema(description = "False where the numbers are too few to tell")
            boolean enough,

            @Schema(nullable = true) @Nullable String says,
            @Schema(nullable = true) @Nullable DifferenceView difference) {}

    @Schema(
            name = "EffectMean",
            description = "A mean from 0 to 100, with a 95 % interval (Student; differences Welch)")
    record MeanView(
            long n,
            @Schema(nullable = true) @Nullable Double mean,
            @Schema(nullable = true) @Nullable RangeView interval,

            @Schema(description = "False where the numbers are too few to tell")
            boolean enough,

            @Schema(nullable = true) @Nullable String says,
            @Schema(nullable = true) @Nullable DifferenceView difference) {}

    @Schema(name = "EffectGroup", description = "One group; key is empty for all of them together")
    record GroupView(
            @Schema(description = "Value by what is grouped by; null where unknown")
            Map<String, @Nullable String> key,

            long decisions,

            @Schema(description = "Decisions of erased customers, who are counted but not followed")
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
            RateView acceptance,
            RateView conversion,
            RateView repurchase,
            RateView retention,
            RateView complaint,

            @Schema(description = "Means of the parts of the effect of retention, by name, and of their score")
            Map<String, MeanView> effect) {}

    static EffectView of(Effects.Question question, Effects.Counted counted, Locale locale) {
        Teller teller = new Teller(question, counted, locale);
        return new EffectView(
                question.from(),
                question.to(),
                question.by().stream().map(EffectView::name).toList(),
                CAUTION.in(locale),
                teller.group(counted.all(), null),
                counted.groups().stream()
                        .map(g -> teller.group(g, counted.groups().size() > 1 ? teller.others(g) : null))
                        .toList());
    }

    static String name(Effects.Key key) {
        return key.name().toLowerCase(Locale.ROOT);
    }

    /// Names of the means, in the order in which they are recorded.
    static List<String> means() {
        List<String> names = new ArrayList<>(EffectParts.NAMES);
        names.add("score");
        return names;
    }

    private static double rounded(double value, double digits) {
        return Math.round(value * digits) / digits;
    }

    /// How a rate is counted.
    private record Rate(long count, long of) {}

    /// @param others all groups but one, each customer as often as there are groups they are in
    private record Others(
            Rate acceptance, Rate conversion, Rate repurchase, Rate retention, Rate complaint, List<Sample> effect) {}

    private record Teller(Effects.Question question, Effects.Counted counted, Locale locale) {
        private static final double RATE_DIGITS = 10_000;
        private static final double MEAN_DIGITS = 100;

        Others others(Group group) {
            long[] sums = new long[10];
            for (Group g : counted.groups()) {
                if (g != group) {
                    long[] one = {
                        g.accepted(), g.presented(), g.converted(), g.presented(), g.buyersAgain(),
                        g.buyers(), g.retained(), g.followed(), g.complained(), g.decisions()
                    };
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += one[i];
                    }
                }
            }
            List<Sample> effect = new ArrayList<>();
            for (int i = 0; i < Effects.EFFECTS; i++) {
                effect.add(counted.all().effect().get(i).less(group.effect().get(i)));
            }
            return new Others(
                    new Rate(sums[0], sums[1]),
                    new Rate(sums[2], sums[3]),
                    new Rate(sums[4], sums[5]),
                    new Rate(sums[6], sums[7]),
                    new Rate(sums[8], sums[9]),
                    effect);
        }

        GroupView group(Group g, @Nullable Others others) {
            Map<String, @Nullable String> key = new LinkedHashMap<>();
            for (int i = 0; i < g.values().size(); i++) {
                key.put(name(question.by().get(i)), g.values().get(i));
            }
            Map<String, MeanView> effect = new LinkedHashMap<>();
            List<String> names = means();
            for (int i = 0; i < names.size(); i++) {
                effect.put(names.get(i), mean(g.effect().get(i), others == null ? null : others.effect.get(i)));
            }
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
                    rate(g.accepted(), g.presented(), others == null ? null : others.acceptance),
                    rate(g.converted(), g.presented(), others == null ? null : others.conversion),
                    rate(g.buyersAgain(), g.buyers(), others == null ? null : others.repurchase),
                    rate(g.retained(), g.followed(), others == null ? null : others.retention),
                    rate(g.complained(), g.decisions(), others == null ? null : others.complaint),
                    effect);
        }

        private RateView rate(long count, long of, @Nullable Rate others) {
            Interval interval = Interval.ofRate(count, of);
            boolean enough = interval != null && of >= FEWEST && interval.width() <= WIDEST_RATE;
            return new RateView(
                    count,
                    of,
                    of == 0 ? null : rounded((double) count / of, RATE_DIGITS),
                    RangeView.of(interval, RATE_DIGITS),
                    enough,
                    enough ? null : tooFew(of, interval == null ? null : interval.width() * 100),
                    others == null ? null : difference(count, of, others));
        }

        private @Nullable DifferenceView difference(long count, long of, Rate others) {
            Interval interval = Interval.ofDifference(count, of, others.count, others.of);
            if (interval == null) {
                return null;
            }
            double rest = (double) others.count / others.of;
            return difference(
                    (double) count / of - rest, rest, interval, Math.min(of, others.of) >= FEWEST, RATE_DIGITS);
        }

        private MeanView mean(Sample sample, @Nullable Sample others) {
            Interval interval = Interval.ofMean(sample.n(), sample.sum(), sample.squares());
            boolean enough = interval != null && sample.n() >= FEWEST && interval.width() <= WIDEST_MEAN;
            return new MeanView(
                    sample.n(),
                    sample.n() == 0 ? null : rounded((double) sample.sum() / sample.n(), MEAN_DIGITS),
                    RangeView.of(interval, MEAN_DIGITS),
                    enough,
                    enough ? null : tooFew(sample.n(), interval == null ? null : interval.width()),
                    others == null ? null : difference(sample, others));
        }

        private @Nullable DifferenceView difference(Sample one, Sample others) {
            Interval interval = Interval.ofDifference(
                    one.n(), one.sum(), one.squares(), others.n(), others.sum(), others.squares());
            if (interval == null) {
                return null;
            }
            double rest = (double) others.sum() / others.n();
            return difference(
                    (double) one.sum() / one.n() - rest,
                    rest,
                    interval,
                    Math.min(one.n(), others.n()) >= FEWEST,
                    MEAN_DIGITS);
        }

        private DifferenceView difference(
                double difference, double others, Interval interval, boolean enough, double digits) {
            boolean shown = enough && !interval.contains(0);
            Text says = !enough
                    ? new Text("Too few to compare with the others.", "数量过少，无法与其他组比较。")
                    : !shown
                            ? new Text("No difference from the others is shown.", "与其他组未显示差异。")
                            : difference > 0
                                    ? new Text("Higher than the others.", "高于其他组。")
                                    : new Text("Lower than the others.", "低于其他组。");
            return new DifferenceView(
                    rounded(others, digits),
                    rounded(difference, digits),
                    new RangeView(rounded(interval.low(), digits), rounded(interval.high(), digits)),
                    shown,
                    says.in(locale));
        }

        /// @param points width of the interval; null for none
        private String tooFew(long n, @Nullable Double points) {
            if (n == 0 || points == null) {
                return new Text(
                                String.format(Locale.ROOT, "Too few to tell: %d.", n),
                                String.format(Locale.ROOT, "数量过少，无法判断：%d。", n))
                        .in(locale);
            }
            return n < FEWEST
                    ? new Text(
                                    String.format(Locale.ROOT, "Too few to tell: %d, and it takes %d.", n, FEWEST),
                                    String.format(Locale.ROOT, "数量过少，无法判断：%d，至少需要%d。", n, FEWEST))
                            .in(locale)
                    : new Text(
                                    String.format(
                                            Locale.ROOT,
                                            "Too few to tell: the interval is %d points wide.",
                                            Math.round(points)),
                                    String.format(Locale.ROOT, "数量过少，无法判断：区间宽达%d点。", Math.round(points)))
                            .in(locale);
        }
    }
}
