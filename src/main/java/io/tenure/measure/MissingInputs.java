package io.tenure.measure;

import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sentences that name the inputs a formula lacks, one for each set of them.
///
/// All are written once, so that saying why a measure is unknown costs no more than an array access.
final class MissingInputs {
    private final Text[] textBySet;

    private MissingInputs(Text[] bySet) {
        this.textBySet = bySet;
    }

    /// @param inputs names of the formula's inputs; the first is the lowest bit of a set
    static MissingInputs of(String... inputs) {
        Text[] bySet = new Text[1 << inputs.length];
        for (int set = 0; set < bySet.length; set++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                if ((set & 1 << i) != 0) {
                    names.add(inputs[i]);
                }
            }
            bySet[set] = unknownText(names);
        }
        return new MissingInputs(bySet);
    }

    /// The sentence for a set of missing inputs, one bit each.
    Text of(int set) {
        return textBySet[set];
    }

    /// The bit of an input in the set of those that are missing: set where it is null.
    static int missingBit(@Nullable Object input, int place) {
        return input == null ? 1 << place : 0;
    }

    static Text unknownText(List<String> names) {
        String zh = String.join("、", names) + "未知";
        if (names.size() < 2) {
            return Text.of(String.join("", names) + " is unknown", zh);
        }
        int last = names.size() - 1;
        return Text.of(String.join(", ", names.subList(0, last)) + " and " + names.get(last) + " are unknown", zh);
    }
}
