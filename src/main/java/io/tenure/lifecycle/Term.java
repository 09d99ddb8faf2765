package io.tenure.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One name of the dictionary: a fact, a measure, an outcome, or part of an item.
///
/// @param unit what a value is counted in; empty where there is none
/// @param min least legal value, null for none; likewise max
/// @param codes the legal codes of a [Type#CODE], in their order; empty where the bundle decides (action codes)
/// @param given for a measure, whether the caller may give it
/// @param meaning what it says about the customer
/// @param unknown what happens when it is not known
/// @param slot place of the value among those of its kind
public record Term(
        String name,
        Kind kind,
        Type type,
        String unit,
        @Nullable Double min,
        @Nullable Double max,
        List<String> codes,
        Given given,
        Text meaning,
        Text unknown,
        int slot) {
    /// Whether a caller may give a measure's value instead of leaving it to be computed.
    public enum Given {
        /// Never: it is computed, or it is not a measure.
        NO,
        /// Where both are had, the given value is used.
        EITHER,
        /// Where both are had, they must agree.
        SAME
    }

    public Term {
        codes = List.copyOf(codes);
    }

    /// Whether a decision never meets it unknown: a customer without it is refused, or it is always computed.
    public boolean isAlwaysKnown() {
        return unknown.en().equals("the request is refused") || unknown.en().equals("never unknown");
    }

    /// Whether it may stand under `facts` in a request.
    public boolean isInput() {
        return kind == Kind.FACT || given != Given.NO;
    }
}
