package io.tenure.value;

import org.jspecify.annotations.Nullable;

/// The product of three facts, unknown as soon as one of them is.
final class Product {
    private final int slot;
    private final Missing missing;

    Product(String measure, String first, String second, String third) {
        slot = Reckoning.slot(measure);
        missing = Missing.of(first, second, third);
    }

    void apply(Reckoning reckoning, @Nullable Double first, @Nullable Double second, @Nullable Double third) {
        if (first == null || second == null || third == null) {
            reckoning.lack(slot, missing.of(Missing.bit(first, 0) | Missing.bit(second, 1) | Missing.bit(third, 2)));
        } else {
            reckoning.know(slot, first * second * third);
        }
    }
}
