package io.tenure.measure;

import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sentences that name the unknown inputs of a formula, one for each set of them.
///
/// Each is put together once, when it is first needed, so that giving the reason for an unknown measure costs no more
/// than an array access.
final class MissingInputs {
    private final List<String> inputs;
    private final @Nullable Text[] textBySet;

    private MissingInputs(List<String> inputs) {
        this.inputs = inputs;
        this.textBySet = new Text[1 << inputs.size()];
    }

    /// @param inputs names of the formula's inputs, one or more; the first is the lowest bit of a set
    static MissingInputs of(String... inputs) {
        return new MissingInputs(List.of(inputs));
    }

    static MissingInputs of(List<String> inputs) {
        return new MissingInputs(inputs);
    }

    /// The sentence for a set of missing inputs, one bit each; at least one is missing.
    Text of(int set) {
        Text text = textBySet[set];
        if (text == null) {
            text = text(set);
            textBySet[set] = text;
        }
        return text;
    }

    /// The sentence for all inputs.
    Text all() {
        return of(textBySet.length - 1);
    }

    /// The bit of an input in the set of those that are missing: set where it is null.
    static int missingBit(@Nullable Object input, int place) {
        return input == null ? 1 << place : 0;
    }

    /// What a fact or measure is called within a sentence.
    static Text label(String name) {
        return Dictionary.standard().require(name).label();
    }

    /// Two remarks as one.
    static Text joined(Text first, Text second) {
        return Text.of(first.en() + "; " + second.en(), first.zh() + "；" + second.zh());
    }

    private Text text(int set) {
        List<Text> labels = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if ((set & 1 << i) != 0) {
                labels.add(label(inputs.get(i)));
            }
        }
        return sentence(labels);
    }

    /// The sentence that names unknown inputs.
    ///
    /// @param unknown what they are called, one or more
    static Text sentence(List<Text> unknown) {
        List<Text> labels = new ArrayList<>(unknown);
        Text last = labels.removeLast();
        Message sentence = labels.isEmpty()
                ? Message.of("measure.shared.unknown", "input", last)
                : Message.of("measure.shared.several-unknown", "inputs", labels, "last", last);
        return Text.of(sentence.en(), sentence.zh());
    }
}
