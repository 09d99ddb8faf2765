package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ten indicators of how well a customer is retained, each from 0 to 100; higher is better for us.
///
/// Their order is fixed, because the record stores them by position:
///
/// 1. repeat purchases a year, `(purchaseCount - 1) x 12 / max(tenureMonths, 12)`, up to `repurchasesHigh`;
/// 2. attention to our brand, `brandAttention`, up to `brandAttentionHigh`;
/// 3. how far demand is satisfied, `shareOfWallet`;
/// 4. price sensitivity, inverse: LOW is 100, MEDIUM 50, HIGH 0;
/// 5. interest in competitors, inverse: `competitorActivity` FALSE is 100, TRUE 0;
/// 6. recommendation, `npsScore`, 0 to 10;
/// 7. selection time, inverse: none is 100, `selectionTimeHigh` 0;
/// 8. tolerance of quality incidents, `qualityIncidentsTolerated`, up to `qualityTolerationsHigh`;
/// 9. purchases from competitors, inverse: none is 100, `rivalPurchasesHigh` 0;
/// 10. time to resolve complaints, inverse: none is 100, `complaintResolutionHigh` 0.
///
/// 《客户生命周期管理》 gives only the first; 2 to 8 follow the textbook on which it is based; 9 and 10, the scales and
/// weights are business choices.
public final class RetentionIndicators {
    /// The names of the indicators, in their order.
    public static final List<String> NAMES = List.of(
            "repurchase",
            "brandAttention",
            "demandSatisfaction",
            "priceSensitivity",
            "rivalAttitude",
            "recommendation",
            "selectionTime",
            "qualityTolerance",
            "rivalPurchases",
            "complaintResolution");

    static final List<String> PARAMETERS = List.of(
            "repurchasesHigh",
            "brandAttentionHigh",
            "selectionTimeHigh",
            "qualityTolerationsHigh",
            "rivalPurchasesHigh",
            "complaintResolutionHigh");

    private static final LinearScale SHARE = new LinearScale(0, 1);
    private static final LinearScale RECOMMENDATION = new LinearScale(0, 10);

    private final LinearScale repurchases;
    private final LinearScale attention;
    private final LinearScale selectionTime;
    private final LinearScale tolerance;
    private final LinearScale rivalPurchases;
    private final LinearScale resolution;

    public RetentionIndicators(Parameters p) {
        repurchases = new LinearScale(0, p.get("repurchasesHigh"));
        attention = new LinearScale(0, p.get("brandAttentionHigh"));
        selectionTime = new LinearScale(p.get("selectionTimeHigh"), 0);
        tolerance = new LinearScale(0, p.get("qualityTolerationsHigh"));
        rivalPurchases = new LinearScale(p.get("rivalPurchasesHigh"), 0);
        resolution = new LinearScale(p.get("complaintResolutionHigh"), 0);
    }

    /// @return in the order of [#NAMES]; null for unknown ones
    public @Nullable Double[] of(Customer c, @Nullable Integer tenureMonths) {
        return new @Nullable Double[] {
            repurchases.of(repeatsPerYear(c.getPurchaseCount(), tenureMonths)),
            attention.of(c.getBrandAttention()),
            SHARE.of(c.getShareOfWallet()),
            sensitivity(c.getPriceSensitivity()),
            indifference(c.getCompetitorActivity()),
            RECOMMENDATION.of(c.getNpsScore()),
            selectionTime.of(c.getSelectionTimeMinutes()),
            tolerance.of(c.getQualityIncidentsTolerated()),
            rivalPurchases.of(c.getCompetitorPurchases()),
            resolution.of(c.getComplaintResolutionDays())
        };
    }

    private static @Nullable Double repeatsPerYear(@Nullable Integer count, @Nullable Integer tenureMonths) {
        return count == null || count == 0 || tenureMonths == null
                ? null
                : RevenueIdentity.perYear(count - 1, tenureMonths);
    }

    private static @Nullable Double sensitivity(@Nullable String code) {
        return code == null ? null : code.equals("LOW") ? 100.0 : code.equals("MEDIUM") ? 50.0 : 0.0;
    }

    private static @Nullable Double indifference(@Nullable Boolean competitorActivity) {
        return competitorActivity == null ? null : competitorActivity ? 0.0 : 100.0;
    }
}
