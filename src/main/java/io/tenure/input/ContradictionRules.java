package io.tenure.input;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which two values of one customer can't both be true, rule by rule.
///
/// A rule looks at two names, both of them known. It holds by the definitions of the dictionary alone and leaves room
/// for rounding: whole months, whole days between purchases, a peak in whole units of money. What is merely unlikely
/// isn't refused. Sales after the last purchase day aren't, for instance, since invoices are later than orders.
final class ContradictionRules {
    private static final int WINDOW_DAYS = 90;

    private static final Set<String> STAGES_BEFORE_A_PURCHASE = Set.of("UNKNOWN", "PROSPECT");

    private static final List<String> NOTHING_BEFORE_A_PURCHASE = List.of(
            "volumeCurrent",
            "volumePrior",
            "annualVolume",
            "volumePeak",
            "averagePurchaseValue",
            "shareOfWallet",
            "stableDays",
            "qualityIncidentsTolerated");

    /// Margins of returns can be positive, so with purchase records these are no contradiction.
    private static final List<String> NO_PROFIT_BEFORE_A_PURCHASE =
            List.of("profitCurrent", "profitPrior", "profitPeak", "profitPerPeriod");

    static final List<Rule> RULES = Stream.of(
                    Stream.of(
                            noPurchase("lastPurchaseDate", _ -> true),
                            noPurchase("recencyDays", _ -> true),
                            noPurchase("firstPurchaseDate", v -> !v.isContract()),
                            noPurchase("tenureMonths", v -> !v.isContract() && v.isPositive("tenureMonths")),
                            noPurchase("highestStageReached", _ -> true),
                            noPurchase("newBusinessPurchase", v -> v.isTrue("newBusinessPurchase")),
                            rule(
                                    "purchaseCount",
                                    "firstPurchaseDate",
                                    v -> v.isZero("purchaseCount") && v.isContract() && v.isMonthOld(),
                                    _ -> Message.of("input.contradiction.reason.contract-is-purchase")),
                            rule(
                                    "purchaseCount",
                                    "tenureMonths",
                                    v -> v.isZero("purchaseCount") && v.isContract() && v.isPositive("tenureMonths"),
                                    _ -> Message.of("input.contradiction.reason.contract-is-purchase"))),
                    NOTHING_BEFORE_A_PURCHASE.stream().map(name -> noPurchase(name, v -> v.isPositive(name))),
                    NO_PROFIT_BEFORE_A_PURCHASE.stream()
                            .map(name -> noPurchase(name, v -> v.isPositive(name) && !v.hasPurchaseRecords())),
                    Stream.of("meanInterpurchaseDays", "gapRatio", "interpurchaseCv")
                            .map(name -> twoPurchases(name, v -> v.isPositive(name))),
                    Stream.of(
                            twoPurchases("returnedAfterLapse", v -> v.isTrue("returnedAfterLapse")),
                            rule(
                                    "firstPurchaseDate",
                                    "lastPurchaseDate",
                                    v -> v.date("firstPurchaseDate").isAfter(v.date("lastPurchaseDate")),
                                    _ -> Message.of("input.contradiction.reason.first-after-last")),
                            rule(
                                    "purchaseCount",
                                    "lastPurchaseDate",
                                    v -> v.number("purchaseCount") == 1
                                            && !v.isContract()
                                            && v.isKnown("firstPurchaseDate")
                                            && v.date("firstPurchaseDate").isBefore(v.date("lastPurchaseDate")),
                                    v -> Message.of(
                                            "input.contradiction.reason.only-purchase",
                                            "first",
                                            v.date("firstPurchaseDate"))),
                            lastBeforeFirst("recencyDays", "firstPurchaseDate"),
                            lastBeforeFirst("recencyDays", "tenureMonths"),
                            lastBeforeFirst("lastPurchaseDate", "tenureMonths"),
                            tooManyDays("firstPurchaseDate"),
                            tooManyDays("tenureMonths"),
                            gapsTooLong("firstPurchaseDate"),
                            gapsTooLong("tenureMonths"),
                            salesBeforeStart("firstPurchaseDate"),
                            salesBeforeStart("tenureMonths"),
                            stageBeforeStart("firstPurchaseDate"),
                            stageBeforeStart("tenureMonths"),
                            abovePeak("volumeCurrent", "volumePeak"),
                            abovePeak("volumePrior", "volumePeak"),
                            abovePeak("profitCurrent", "profitPeak"),
                            abovePeak("profitPrior", "profitPeak"),
                            rule(
                                    "volumeCurrent",
                                    "spendingCapacity",
                                    v -> v.exceeds("volumeCurrent", "spendingCapacity"),
                                    _ -> Message.of("input.contradiction.reason.above-spending")),
                            rule(
                                    "competitorPurchases",
                                    "shareOfWallet",
                                    v -> v.isPositive("competitorPurchases") && v.number("shareOfWallet") == 1,
                                    _ -> Message.of("input.contradiction.reason.whole-wallet")),
                            rule(
                                    "competitorPurchases",
                                    "competitorBrands",
                                    v -> v.isPositive("competitorPurchases") && v.isZero("competitorBrands"),
                                    _ -> Message.of("input.contradiction.reason.no-competing-brand")),
                            rule(
                                    "firstContactDate",
                                    "firstPurchaseDate",
                                    v -> v.date("firstContactDate").isAfter(v.date("firstPurchaseDate")),
                                    _ -> Message.of("input.contradiction.reason.contact-after-purchase")),
                            rule(
                                    "relationshipType",
                                    "contractMonthsRemaining",
                                    v -> !v.isContract() && v.isPositive("contractMonthsRemaining"),
                                    _ -> Message.of("input.contradiction.reason.no-contract")),
                            rule(
                                    "relationshipType",
                                    "contractTermMonths",
                                    v -> !v.isContract() && v.number("contractTermMonths") > 1,
                                    _ -> Message.of("input.contradiction.reason.no-contract")),
                            rule(
                                    "contractMonthsRemaining",
                                    "contractTermMonths",
                                    v -> v.exceeds("contractMonthsRemaining", "contractTermMonths"),
                                    _ -> Message.of("input.contradiction.reason.beyond-term")),
                            rule(
                                    "relationshipEnded",
                                    "contractMonthsRemaining",
                                    v -> v.isTrue("relationshipEnded") && v.isPositive("contractMonthsRemaining"),
                                    _ -> Message.of("input.contradiction.reason.ended-contract")),
                            rule(
                                    "relationshipEnded",
                                    "openComplaints",
                                    v -> v.isTrue("relationshipEnded") && v.isPositive("openComplaints"),
                                    _ -> Message.of("input.contradiction.reason.ended-complaint")),
                            rule(
                                    "complaintResolutionDays",
                                    KnownValues.COMPLAINTS,
                                    KnownValues::noComplaintIsResolved,
                                    _ -> Message.of("input.contradiction.reason.none-resolved"))))
            .flatMap(rules -> rules)
            .toList();

    private ContradictionRules() {}

    /// @param contradicts whether the two values contradict each other; both are known
    /// @param reason why, as the rest of a sentence
    record Rule(String name, String otherName, Predicate<KnownValues> contradicts, Function<KnownValues, Text> reason) {
        boolean appliesTo(KnownValues values) {
            return values.isKnown(name) && values.isKnown(otherName) && contradicts.test(values);
        }

        /// Both values, and why they can't both be true.
        Text message(KnownValues values) {
            return Message.of(
                    "input.contradiction.names.message",
                    "name",
                    name,
                    "value",
                    KnownValues.displayValue(Objects.requireNonNull(values.get(name))),
                    "otherName",
                    otherName,
                    "other",
                    KnownValues.displayValue(Objects.requireNonNull(values.get(otherName))),
                    "reason",
                    reason.apply(values));
        }
    }

    /// The rules that a customer's values break.
    static List<Rule> broken(KnownValues values) {
        return RULES.stream().filter(rule -> rule.appliesTo(values)).toList();
    }

    private static Rule rule(
            String name, String otherName, Predicate<KnownValues> contradicts, Function<KnownValues, Text> reason) {
        return new Rule(name, otherName, contradicts, reason);
    }

    private static Rule noPurchase(String otherName, Predicate<KnownValues> contradicts) {
        return rule(
                "purchaseCount",
                otherName,
                v -> v.isZero("purchaseCount") && contradicts.test(v),
                _ -> Message.of("input.contradiction.reason.no-purchase"));
    }

    private static Rule twoPurchases(String otherName, Predicate<KnownValues> contradicts) {
        return rule(
                "purchaseCount",
                otherName,
                v -> v.number("purchaseCount") < 2 && contradicts.test(v),
                _ -> Message.of("input.contradiction.reason.two-purchases"));
    }

    private static Rule lastBeforeFirst(String last, String first) {
        return rule(
                last,
                first,
                v -> v.isBestSource(last)
                        && v.isBestSource(first)
                        && v.purchaseDay(last).isBefore(v.purchaseDay(first)),
                v -> Message.of(
                        "input.contradiction.reason.last-before-first",
                        "last",
                        v.purchaseDay(last),
                        "first",
                        v.purchaseDay(first)));
    }

    private static Rule tooManyDays(String first) {
        return rule(
                "purchaseCount",
                first,
                v -> v.isBestSource(first) && v.daysSince(first) > 0 && v.number("purchaseCount") > v.daysSince(first),
                v -> Message.of(
                        "input.contradiction.reason.too-many-days",
                        "first",
                        v.purchaseDay(first),
                        "last",
                        v.lastPurchase(),
                        "days",
                        v.daysSince(first)));
    }

    /// Between two known days the mean is computed, and a given one must agree.
    private static Rule gapsTooLong(String first) {
        return rule(
                "meanInterpurchaseDays",
                first,
                v -> v.isBestSource(first)
                        && v.isKnown("purchaseCount")
                        && !(v.isKnown("firstPurchaseDate") && v.isKnown("lastPurchaseDate"))
                        && v.daysSince(first) > 0
                        && (v.number("meanInterpurchaseDays") - 0.5) * (v.number("purchaseCount") - 1)
                                > v.daysSince(first),
                v -> Message.of(
                        "input.contradiction.reason.gaps-too-long",
                        "count",
                        (int) v.number("purchaseCount"),
                        "first",
                        v.purchaseDay(first),
                        "last",
                        v.lastPurchase()));
    }

    private static Rule salesBeforeStart(String first) {
        return rule(
                "volumePrior",
                first,
                v -> v.isBestSource(first)
                        && v.isPositive("volumePrior")
                        && v.purchaseDay(first).isAfter(v.asOf().minusDays(WINDOW_DAYS)),
                v -> Message.of("input.contradiction.reason.sales-before-start", "first", v.purchaseDay(first)));
    }

    /// Before the first purchase a customer is a prospect, or nothing is known.
    private static Rule stageBeforeStart(String first) {
        return rule(
                "previousStageDays",
                first,
                v -> v.isBestSource(first)
                        && v.isKnown("previousStage")
                        && !STAGES_BEFORE_A_PURCHASE.contains(v.get("previousStage"))
                        && v.asOf()
                                .minusDays((long) v.number("previousStageDays"))
                                .isBefore(v.purchaseDay(first)),
                v -> Message.of(
                        "input.contradiction.reason.stage-before-start",
                        "stage",
                        String.valueOf(v.get("previousStage")),
                        "first",
                        v.purchaseDay(first)));
    }

    private static Rule abovePeak(String name, String peak) {
        return rule(name, peak, v -> v.exceeds(name, peak), _ -> Message.of("input.contradiction.reason.above-peak"));
    }
}
