package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The numbers computed from a customer's facts, and for each that could not be had, the reason.
///
/// Immutable. The getters are for rules written in DRL; see [Customer].
public final class Measures extends FieldValues {
    private final @Nullable Text[] remarks;
    private final double[] completeness;

    private Measures(
            Dictionary dictionary, @Nullable Object[] values, @Nullable Text[] remarks, double[] completeness) {
        super(dictionary.fields(FieldKind.MEASURE), values);
        this.remarks = remarks;
        this.completeness = completeness;
    }

    /// Measures from maps by name.
    ///
    /// @param unknown measure name to the reason why it has no value
    /// @param completeness score name to the share, 0 to 1, of its weights whose inputs were known
    public static Measures of(
            Dictionary dictionary, Map<String, ?> values, Map<String, Text> unknown, Map<String, Double> completeness) {
        int size = dictionary.fields(FieldKind.MEASURE).size();
        @Nullable Text[] remarks = new Text[size];
        unknown.forEach((name, reason) -> remarks[dictionary.require(name).index()] = reason);
        double[] shares = new double[size];
        Arrays.fill(shares, Double.NaN);
        completeness.forEach((name, share) -> shares[dictionary.require(name).index()] = share);
        return new Measures(dictionary, byIndex(dictionary, FieldKind.MEASURE, values), remarks, shares);
    }

    /// Measures laid out by slot, which costs no look-up by name.
    ///
    /// @param values the value of each measure, null for unknown
    /// @param remarks why a measure is unknown; beside a value, what it takes for granted; null where nothing
    /// is to say
    /// @param completeness share, 0 to 1, of a score's weights whose inputs were known; NaN for what is no
    /// score
    public static Measures of(
            Dictionary dictionary, @Nullable Object[] values, @Nullable Text[] remarks, double[] completeness) {
        return new Measures(dictionary, values.clone(), remarks.clone(), completeness.clone());
    }

    /// The reason why a measure has no value, by the names of those that have none.
    public Map<String, Text> unknownReasons() {
        return remarks(false);
    }

    /// What a value takes for granted, such as a default, by the names of the measures that do.
    public Map<String, Text> assumptions() {
        return remarks(true);
    }

    /// Share, 0 to 1, of the weights whose inputs were known, by the names of the scores that were computed.
    public Map<String, Double> completeness() {
        Map<String, Double> map = new LinkedHashMap<>();
        for (Field term : fields) {
            if (!Double.isNaN(completeness[term.index()])) {
                map.put(term.name(), completeness[term.index()]);
            }
        }
        return map;
    }

    private Map<String, Text> remarks(boolean known) {
        Map<String, Text> map = new LinkedHashMap<>();
        for (Field term : fields) {
            Text remark = remarks[term.index()];
            if (remark != null && (values[term.index()] != null) == known) {
                map.put(term.name(), remark);
            }
        }
        return map;
    }

    public @Nullable Integer getRecencyDays() {
        return (Integer) value(0);
    }

    public @Nullable Integer getTenureMonths() {
        return (Integer) value(1);
    }

    public @Nullable Integer getProspectAgeDays() {
        return (Integer) value(2);
    }

    public @Nullable Double getMeanInterpurchaseDays() {
        return (Double) value(3);
    }

    public @Nullable Double getInterpurchaseCv() {
        return (Double) value(4);
    }

    public @Nullable Double getGapRatio() {
        return (Double) value(5);
    }

    public @Nullable Double getVolumeGrowth() {
        return (Double) value(6);
    }

    public @Nullable Double getProfitGrowth() {
        return (Double) value(7);
    }

    public @Nullable Double getVolumePeakRatio() {
        return (Double) value(8);
    }

    public @Nullable Double getProfitPeakRatio() {
        return (Double) value(9);
    }

    public @Nullable String getHighestStageReached() {
        return (String) value(10);
    }

    public @Nullable Integer getRecencyScore() {
        return (Integer) value(11);
    }

    public @Nullable Integer getFrequencyScore() {
        return (Integer) value(12);
    }

    public @Nullable Integer getMonetaryScore() {
        return (Integer) value(13);
    }

    public @Nullable Double getClv() {
        return (Double) value(14);
    }

    public @Nullable Double getCpv() {
        return (Double) value(15);
    }

    public @Nullable Double getPpv() {
        return (Double) value(16);
    }

    public @Nullable Double getInformationScore() {
        return (Double) value(17);
    }

    public @Nullable Double getTotalCustomerValue() {
        return (Double) value(18);
    }

    public @Nullable Double getTotalCustomerCost() {
        return (Double) value(19);
    }

    public @Nullable Double getDeliveredValue() {
        return (Double) value(20);
    }

    public @Nullable Double getDeliveredValueRatio() {
        return (Double) value(21);
    }

    public @Nullable Double getValueVectorSize() {
        return (Double) value(22);
    }

    public @Nullable Double getValueCosineEconomic() {
        return (Double) value(23);
    }

    public @Nullable Double getValueCosineFunctional() {
        return (Double) value(24);
    }

    public @Nullable Double getValueCosinePsychological() {
        return (Double) value(25);
    }

    public @Nullable String getDominantAxis() {
        return (String) value(26);
    }

    public @Nullable Double getFourDimensionScore() {
        return (Double) value(27);
    }

    public @Nullable Double getCurrentValueScore() {
        return (Double) value(28);
    }

    public @Nullable Double getPotentialValueScore() {
        return (Double) value(29);
    }

    public @Nullable Double getSaveChance() {
        return (Double) value(30);
    }

    public @Nullable Double getSaveSpend() {
        return (Double) value(31);
    }

    public @Nullable Double getSavedValue() {
        return (Double) value(32);
    }

    public @Nullable Double getSaveWorth() {
        return (Double) value(33);
    }

    public @Nullable Double getRetentionEffectScore() {
        return (Double) value(34);
    }

    public @Nullable Double getExpectedAnnualRevenue() {
        return (Double) value(35);
    }

    public @Nullable Integer getBondsPresent() {
        return (Integer) value(36);
    }
}
