package io.tenure.lifecycle;

import io.tenure.text.NumberText;

/// An amount of money as a share of a reference amount of the base, so that the currency and the size of the base don't
/// matter: 80 % of the mean margin of a purchase.
///
/// @param share of the reference; 1 is the whole
/// @param reference name of the parameter that holds the reference amount
public record Share(double share, String reference) {
    /// The amount of money that it comes to.
    ///
    /// @param referenceAmount value of the reference, money
    public double amount(double referenceAmount) {
        return DecimalRounding.round(share * referenceAmount, DecimalRounding.FROM_FACTS);
    }

    /// As a person would write it: `0.8 x referenceMargin`.
    @Override
    public String toString() {
        return NumberText.exact(share) + " x " + reference;
    }
}
