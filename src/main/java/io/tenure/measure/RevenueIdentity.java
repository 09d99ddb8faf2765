package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;

/// The revenue identity: `revenue = (new + existing x retention) x usage x price`.
///
/// For a single existing customer: `expectedAnnualRevenue = retention x usage x price`, money per year, with the
/// probability of keeping the customer ([Retention], a default with a note), usage as purchases a year,
/// `purchaseCount x 12 / max(tenureMonths, 12)`, and price `averagePurchaseValue`.
///
/// A relationship younger than a year counts as a year: purchases aren't scaled up, because most customers who
/// buy once don't buy again. Source: 《客户生命周期管理》.
public final class RevenueIdentity implements Formula {
    static final List<String> PARAMETERS = Retention.PARAMETERS;

    private static final int REVENUE = MeasureContext.index("expectedAnnualRevenue");
    private static final MissingInputs INPUTS =
            MissingInputs.of("purchaseCount", "tenureMonths", "averagePurchaseValue");

    private final Retention retention;

    RevenueIdentity(Parameters parameters) {
        retention = new Retention(parameters);
    }

    /// Annual revenue, money.
    ///
    /// @param newCustomers customers won in the year
    /// @param existingCustomers customers at its start
    /// @param retention share of the existing customers that stays, 0 to 1
    /// @param usage purchases a customer makes in the year
    /// @param price money per purchase
    public static double revenue(
            double newCustomers, double existingCustomers, double retention, double usage, double price) {
        return (newCustomers + existingCustomers * retention) * usage * price;
    }

    /// The number per year of something that happened `count` times in a relationship of that many months.
    static double perYear(int times, int tenureMonths) {
        return times * 12.0 / Math.max(tenureMonths, 12);
    }

    @Override
    public int[] measures() {
        return new int[] {REVENUE};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Integer count = c.getPurchaseCount();
        Integer months = context.integer(Recency.TENURE_MONTHS);
        Double price = c.getAveragePurchaseValue();
        if (count == null || months == null || price == null) {
            context.setMissing(
                    REVENUE,
                    INPUTS.of(MissingInputs.missingBit(count, 0)
                            | MissingInputs.missingBit(months, 1)
                            | MissingInputs.missingBit(price, 2)));
            return;
        }
        Retention.Rate kept = retention.of(context);
        context.set(REVENUE, revenue(0, 1, kept.rate(), perYear(count, months), price), kept.assumed());
    }
}
