package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Two rows of a `UNIQUE` table that both take one customer.
///
/// @param sameConditions whether the two ask the same and differ in their dates alone
public record Overlap(Row upper, Row lower, Example example, boolean sameConditions) {
    Finding finding(Table table) {
        Text one = TableAnalysis.rowLabel(upper);
        Text two = TableAnalysis.rowLabel(lower);
        Text who = example.text();
        Text message = sameConditions
                ? new Text(
                        "Rows " + one.en() + " and " + two.en() + " ask the same and apply at the same time, to "
                                + who.en() + "; in a UNIQUE table only one row may.",
                        one.zh() + "与" + two.zh() + "条件相同且有效期重叠，都适用于" + who.zh() + "；UNIQUE表中只能有一行适用。")
                : new Text(
                        "Rows " + one.en() + " and " + two.en() + " both take " + who.en()
                                + "; in a UNIQUE table only one row may.",
                        one.zh() + "与" + two.zh() + "都适用于" + who.zh() + "；UNIQUE表中只能有一行适用。");
        Text narrower = new Text(
                "Narrow one of the two until they exclude each other, or set HitPolicy to FIRST so that the upper row counts.",
                "请收窄其中一行，使两者互斥；或将HitPolicy设为FIRST，以上面的行为准。");
        return Finding.error(
                sameConditions ? "effective-overlap" : "overlap",
                TableAnalysis.addressOf(table, lower),
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
        return new Text(
                "Let row " + TableAnalysis.rowLabel(earlier).en() + " end when the other begins: DATE-EXPIRES "
                        + handOver + ".",
                "请让" + TableAnalysis.rowLabel(earlier).zh() + "在另一行生效之日失效：DATE-EXPIRES " + handOver + "。");
    }

    private static boolean isBefore(@Nullable LocalDate a, @Nullable LocalDate b) {
        return b != null && (a == null || a.isBefore(b));
    }
}
