package io.tenure.model;

/// What a model of purchases knows of a customer, in one unit of time (days or weeks) throughout.
///
/// @param repeats purchase days after the first one, 0 or more
/// @param last time from the first to the last purchase, 0 without repeats
/// @param age time from the first purchase to now, at least `last`
public record PurchaseHistory(int repeats, double last, double age) {
    public PurchaseHistory {
        if (repeats < 0 || !(last >= 0 && last <= age) || !Double.isFinite(age)) {
            throw new IllegalArgumentException(
                    "no history: " + repeats + " repeats, last after " + last + ", age " + age);
        }
    }
}
