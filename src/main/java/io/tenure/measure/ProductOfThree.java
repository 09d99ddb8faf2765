package io.tenure.measure;

import org.jspecify.annotations.Nullable;

/// The product of three facts; unknown if one of them is.
final class ProductOfThree {
    private final int index;
    private final MissingInputs missing;

    ProductOfThree(String measure, String first, String second, String third) {
        index = MeasureContext.index(measure);
        missing = MissingInputs.of(first, second, third);
    }

    int index() {
        return index;
    }

    void apply(MeasureContext context, @Nullable Double first, @Nullable Double second, @Nullable Double third) {
        if (first == null || second == null || third == null) {
            context.setMissing(
                    index,
                    missing.of(MissingInputs.missingBit(first, 0)
                            | MissingInputs.missingBit(second, 1)
                            | MissingInputs.missingBit(third, 2)));
        } else {
            context.set(index, first * second * third);
        }
    }
}
