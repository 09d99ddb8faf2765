package io.tenure.workbench;

import io.tenure.decision.Fault;
import io.tenure.lifecycle.Text;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which customers on record an impact is measured on.
///
/// @param most customers at most, the latest decided first
/// @param from first day of decisions, UTC; null for all before
/// @param to last day; null for all after
/// @param asked whether any of it was asked for
record RecordedQuestion(
        int most, @Nullable LocalDate from, @Nullable LocalDate to, boolean asked, List<Fault> faults) {
    static final int USUAL = 10_000;
    static final int MOST = 100_000;
    private static final String RECORDED = "recorded";

    static RecordedQuestion of(MultivaluedMap<String, String> parameters) {
        List<Fault> faults = new ArrayList<>();
        String recorded = parameters.getFirst(RECORDED);
        int most = USUAL;
        if (recorded != null) {
            most = recorded.matches("[0-9]{1,9}") ? Integer.parseInt(recorded) : 0;
            if (most < 1 || most > MOST) {
                faults.add(new Fault(
                        "out-of-range",
                        "/" + RECORDED,
                        recorded,
                        new Text(
                                String.format(Locale.ROOT, "a whole number from 1 to %d", MOST),
                                String.format(Locale.ROOT, "1至%d的整数", MOST)),
                        new Text("%s is no such number.".formatted(recorded), "%s不是这样的数字。".formatted(recorded))));
            }
        }
        LocalDate from = EffectResource.day("from", parameters, faults);
        LocalDate to = EffectResource.day("to", parameters, faults);
        boolean asked = recorded != null || parameters.containsKey("from") || parameters.containsKey("to");
        return new RecordedQuestion(most, from, to, asked, faults);
    }

    /// What is wrong with it where a file came, too.
    List<Fault> besidesFile() {
        return asked
                ? List.of(new Fault(
                        "wrong-value",
                        "/" + RECORDED,
                        null,
                        new Text("a file, or the record", "文件或记录，二者取一"),
                        new Text(
                                "Customers come from the file or from the record, not from both.",
                                "客户或取自文件，或取自记录，不能兼取。")))
                : List.of();
    }
}
