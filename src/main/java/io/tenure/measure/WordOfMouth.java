package io.tenure.measure;

import io.tenure.lifecycle.Customer;

/// Word-of-mouth value (PPV): the value of the people whom the customer influences.
///
/// `ppv = influence x reach x avgPurchaseValueOfInfluenced`, money: probability that a person reached buys,
/// persons reached, money per purchase. A potential, not the realised value (`referralValue`). Source: 《客户生命周期管理》,
/// whose example of one satisfied customer, eight leads and one sale is influence .125 and reach 8.
final class WordOfMouth implements Formula {
    private static final ProductOfThree PPV =
            new ProductOfThree("ppv", "influence", "reach", "avgPurchaseValueOfInfluenced");

    @Override
    public int[] measures() {
        return new int[] {PPV.index()};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        PPV.apply(context, c.getInfluence(), c.getReach(), c.getAvgPurchaseValueOfInfluenced());
    }
}
