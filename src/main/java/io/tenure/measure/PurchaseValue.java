package io.tenure.measure;

import io.tenure.lifecycle.Customer;

/// Customer purchase value (CPV): what the customer's purchases earn in a year.
///
/// `cpv = spendingCapacity x shareOfWallet x unitMargin`, money per year: money spent in the category per
/// year, our share of it (0 to 1), margin per unit of money sold. Negative if the margin is. Source: 《客户生命周期管理》.
final class PurchaseValue implements Formula {
    private static final ProductOfThree CPV =
            new ProductOfThree("cpv", "spendingCapacity", "shareOfWallet", "unitMargin");

    @Override
    public int[] measures() {
        return new int[] {CPV.index()};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        CPV.apply(context, c.getSpendingCapacity(), c.getShareOfWallet(), c.getUnitMargin());
    }
}
