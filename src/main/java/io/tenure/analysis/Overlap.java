package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Two rows of a `UNIQUE` table that both match one customer.
///
/// @param sameConditions whether the two rows have the same conditions and differ only in their dates
public record Overlap(Row upper, Row lower, Example example, boolean sameConditions) {
    Finding finding(Table table) {
        Text one = RowLabel.of(upper);
        Text two = RowLabel.of(lower);
        Text customer = example.text();
        Text message = sameConditions
                ? Message.of("analysis.effective-overlap.message", "one", one, "two", two, "customer", customer)
                : Message.of("analysis.overlap.message", "one", one, "two", two, "customer", customer);
        Text narrower = Message.of("analysis.overlap.fix");
        return Finding.error(
                sameConditions ? "effective-overlap" : "overlap",
                TableAddresses.of(table, lower),
                lower.name(),
                message,
                sameConditions ? expiryFix(narrower) : narrower);
    }

    private Text expiryFix(Text otherwise) {
        Row earlier = isBefore(lower.effective(), upper.effective()) ? lower : upper;
        LocalDate handOver = earlier == upper ? lower.effective() : upper.effective();
        if (handOver == null || handOver.equals(earlier.effective())) {
            return otherwise;
        }
        return Message.of("analysis.effective-overlap.fix", "earlier", RowLabel.of(earlier), "handOver", handOver);
    }

    private static boolean isBefore(@Nullable LocalDate a, @Nullable LocalDate b) {
        return b != null && (a == null || a.isBefore(b));
    }
}
