package io.tenure.lifecycle;

import io.tenure.text.NumberText;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a bundle: discount rate, cut points, weights.
public final class Parameters {
    private static final Source NO_SOURCE = new Source(0, null, null);

    private final Map<String, Double> values;
    private final Map<String, Source> sources;
    private final Set<String> references;

    /// An amount of money as a share of a reference amount of the base, so that the currency and the size of the
    /// base don't matter: 80 % of the mean margin of a purchase.
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

    /// Where a parameter comes from.
    ///
    /// @param row its row in the sheet `Parameters`, as the spreadsheet shows it; 0 where it stands in none
    /// @param share what it is a share of; null where it is given as it is
    /// @param measuredOn the day on which it was measured on the site's own customers; null where it never was
    public record Source(
            int row, @Nullable Share share, @Nullable LocalDate measuredOn) {}

    /// Parameters that stand in no sheet.
    public Parameters(Map<String, Double> values) {
        this(values, Map.of());
    }

    /// @param values by name; of a share, the amount that it comes to
    public Parameters(Map<String, Double> values, Map<String, Source> sources) {
        this.values = Map.copyOf(values);
        this.sources = Map.copyOf(sources);
        this.references = sources.values().stream()
                .map(Source::share)
                .filter(Objects::nonNull)
                .map(Share::reference)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The value of a parameter; a bundle without it is rejected before it is used, so its absence is a bug.
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such parameter: " + name);
        }
        return value;
    }

    /// Where a parameter comes from; without row, share and date where it stands in no sheet.
    public Source source(String name) {
        return sources.getOrDefault(name, NO_SOURCE);
    }

    /// The reference amount that a parameter is or is a share of, if it was not measured on the site's own customers;
    /// null if it was measured, or there is none.
    public @Nullable String unmeasuredReference(String name) {
        Share share = source(name).share();
        String reference = share != null ? share.reference() : references.contains(name) ? name : null;
        return reference == null || source(reference).measuredOn() != null ? null : reference;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }
}
