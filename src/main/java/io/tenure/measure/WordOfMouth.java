package io.tenure.measure;

import io.tenure.lifecycle.Customer;

/// Word-of-mouth value (PPV): what those are worth whom the customer brings.
///
/// `ppv = influence x reach x avgPurchaseValueOfInfluenced`, money: chance that a person reached buys,
/// persons reached, money each. A potential, not what was realised (`referralValue`). Source: source 4, whose
/// anecdote of one satisfied customer, eight leads and one sale is influence .125 and reach 8.
final class WordOfMouth implements Formula {
    private static final ProductOfThree PPV =
            new ProductOfThree("ppv", "influence", "reach", "avgPurchaseValueOfInfluenced");

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        PPV.apply(context, c.getInfluence(), c.getReach(), c.getAvgPurchaseValueOfInfluenced());
    }
}
