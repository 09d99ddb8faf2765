package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Two rows of a `UNIQUE` table that both take one customer.
///
/// @param sameConditions whether the two ask the same and differ in their dates alone
public record Overlap(Row upper, Row lower, Example example, boolean sameConditions) {
    Finding finding(Table table) {
        Text one = RowLabel.of(upper);
        Text two = RowLabel.of(lower);
        Text who = example.text();
        Text message = sameConditions
                ? Message.of("analysis.overlap.rows-ask-same-apply", "one", one, "two", two, "who", who)
                : Message.of("analysis.overlap.rows-both-take-unique", "one", one, "two", two, "who", who);
        Text narrower = Message.of("analysis.overlap.narrow-two-until-they");
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
        return Message.of("analysis.overlap.let-row-end-when", "earlier", RowLabel.of(earlier), "handOver", handOver);
    }

    private static boolean isBefore(@Nullable LocalDate a, @Nullable LocalDate b) {
        return b != null && (a == null || a.isBefore(b));
    }
}
