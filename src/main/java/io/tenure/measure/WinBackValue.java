package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The value of keeping or winning back a customer who is leaving.
///
/// - `saveChance`: `saveProbability`, or its default; `saveSpend`: `saveCost`, or its default, money. A
///   default is noted.
/// - `savedValue = clv (1 + i)^(-saveDays / 365)`, money: the lifetime value discounted by `saveDays`, the
///   time until the customer is saved; not discounted if that is unknown.
/// - `saveWorth = saveChance x savedValue - saveSpend`, money; at or below 0 the customer is let go.
///
/// Sources: 《基于客户生命周期的客户关系价值评估研究》 for the cost and time of winning back; Stauss and Friege
/// for the second lifetime value.
final class WinBackValue implements Formula {
    static final List<String> PARAMETERS = List.of("defaultSaveProbability", "defaultSaveCost", "defaultDiscountRate");

    private static final int CHANCE = MeasureContext.index("saveChance");
    private static final int SPEND = MeasureContext.index("saveSpend");
    private static final int SAVED = MeasureContext.index("savedValue");
    private static final int WORTH = MeasureContext.index("saveWorth");
    private static final MissingInputs CLV_UNKNOWN = MissingInputs.of("clv");
    private static final Text CHANCE_ASSUMED = Message.of("measure.win-back-value.chance-assumed");
    private static final Text SPEND_ASSUMED = Message.of("measure.win-back-value.spend-assumed");
    private static final Text BOTH_ASSUMED = MissingInputs.joined(CHANCE_ASSUMED, SPEND_ASSUMED);

    private final Double defaultChance;
    private final Double defaultSpend;
    private final double discountRate;
    private final @Nullable String spendReference;

    WinBackValue(Parameters parameters) {
        defaultChance = parameters.get("defaultSaveProbability");
        defaultSpend = parameters.get("defaultSaveCost");
        discountRate = parameters.get("defaultDiscountRate");
        spendReference = parameters.unmeasuredReference("defaultSaveCost");
    }

    @Override
    public int[] measures() {
        return new int[] {CHANCE, SPEND, SAVED, WORTH};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Double probability = c.getSaveProbability();
        Double cost = c.getSaveCost();
        Double chance = probability == null ? defaultChance : probability;
        Double spend = cost == null ? defaultSpend : cost;
        context.set(CHANCE, chance, probability == null ? CHANCE_ASSUMED : null);
        context.set(SPEND, spend, cost == null ? SPEND_ASSUMED : null);
        if (cost == null) {
            context.useReference(spendReference);
        }

        Double clv = context.number(LifetimeValue.CLV);
        if (clv == null) {
            context.setMissing(SAVED, CLV_UNKNOWN.all());
            context.setMissing(WORTH, CLV_UNKNOWN.all());
            return;
        }
        Double discount = c.getDiscountRate();
        Integer days = c.getSaveDays();
        double saved = days == null || days == 0
                ? clv
                : clv * StrictMath.pow(1 + (discount == null ? discountRate : discount), -days / 365.0);
        context.set(SAVED, saved);
        Double rounded = Objects.requireNonNull(context.number(SAVED));
        context.set(
                WORTH,
                DecimalRounding.difference(chance * rounded, spend, DecimalRounding.FROM_MEASURES),
                assumed(probability == null, cost == null));
    }

    private static @Nullable Text assumed(boolean chance, boolean spend) {
        return chance ? (spend ? BOTH_ASSUMED : CHANCE_ASSUMED) : (spend ? SPEND_ASSUMED : null);
    }
}
