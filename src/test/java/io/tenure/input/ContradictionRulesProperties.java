package io.tenure.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Purchase;
import io.tenure.measure.Aggregates;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What really happened is never refused as a contradiction, however it is told.
class ContradictionRulesProperties {
    private static final CustomerReader READER = Rulesets.reader();
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    @Property
    void purchaseRecordsWithReturnsAreAccepted(@ForAll("histories") List<Purchase> purchases) {
        String records = purchases.stream()
                .map(p -> "{\"date\": \"%s\", \"amount\": %s, \"margin\": %s}"
                        .formatted(p.date(), p.amount(), p.margin()))
                .collect(Collectors.joining(", "));
        assertThat(READER.read("""
                {"customerId": "C", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"},
                 "purchases": [%s]}
                """.formatted(records).getBytes(UTF_8))).isInstanceOf(Checked.Valid.class);
    }

    @Property
    void totalsOfPurchasesAreAcceptedWithTheirDays(@ForAll("histories") List<Purchase> purchases) {
        assertAccepted(totals(purchases));
    }

    @Property
    void totalsOfPurchasesAreAcceptedWithMonthsAndDaysInsteadOfDates(@ForAll("histories") List<Purchase> purchases) {
        Map<String, String> row = totals(purchases);
        String first = row.remove("firstPurchaseDate");
        String last = row.remove("lastPurchaseDate");
        if (first != null && last != null) {
            LocalDate from = LocalDate.parse(first);
            row.put("tenureMonths", String.valueOf(ChronoUnit.MONTHS.between(from, AS_OF)));
            row.put("recencyDays", String.valueOf(ChronoUnit.DAYS.between(LocalDate.parse(last), AS_OF)));
            int count = Integer.parseInt(row.get("purchaseCount"));
            if (count > 1) {
                long mean = Math.round((double) ChronoUnit.DAYS.between(from, LocalDate.parse(last)) / (count - 1));
                row.put("meanInterpurchaseDays", String.valueOf(mean));
            }
        }
        assertAccepted(row);
    }

    @Property
    void aPeakInWholeUnitsIsAccepted(@ForAll("histories") List<Purchase> purchases) {
        Map<String, String> row = totals(purchases);
        for (String peak : List.of("volumePeak", "profitPeak")) {
            row.computeIfPresent(peak, (_, value) -> String.valueOf((long) Double.parseDouble(value)));
        }
        assertAccepted(row);
    }

    private static void assertAccepted(Map<String, String> row) {
        String faults = switch (READER.readRow(row)) {
            case Checked.Invalid<DecisionInput, InputFault>(List<InputFault> found) ->
                found.stream().map(f -> f.message().en()).collect(Collectors.joining("\n"));
            case Checked.Valid<DecisionInput, InputFault> _ -> "";
        };
        assertThat(faults).isEmpty();
    }

    /// The totals as a warehouse would send them, without the records.
    private static Map<String, String> totals(List<Purchase> purchases) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("customerId", "C");
        row.put("asOf", AS_OF.toString());
        row.put("relationshipType", "NON_CONTRACTUAL");
        Aggregates.of(AS_OF, purchases, null, null).forEach((name, value) -> row.put(name, value.toString()));
        return row;
    }

    /// Purchases, the first of them in any case, and returns that follow them.
    @Provide
    Arbitrary<List<Purchase>> histories() {
        Arbitrary<Integer> days = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 800), Arbitraries.of(0, 1, 29, 30, 31, 89, 90, 91, 179, 180, 365));
        Arbitrary<Double> amounts =
                Arbitraries.integers().between(-2_000, 20_000).map(cents -> cents / 100.0);
        Arbitrary<Double> shares = Arbitraries.integers().between(0, 60).map(percent -> percent / 100.0);
        return Combinators.combine(days, amounts, shares)
                .as((ago, amount, share) ->
                        new Purchase(AS_OF.minusDays(ago), ago, amount, Math.round(amount * share * 100) / 100.0))
                .list()
                .ofMaxSize(12);
    }
}
