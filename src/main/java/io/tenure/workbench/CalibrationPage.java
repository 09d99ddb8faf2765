package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was measured on the site's own customers: what it changed, and on how many customers it rests.
///
/// @param drafts open ones, to look at instead
/// @param changes address of everything that the version changes
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record CalibrationPage(
        Page page,
        ShownVersion version,
        List<Integer> drafts,
        List<MeasuredValue> parameters,
        List<MeasuredValue> models,
        List<MeasuredTable> tables,
        String changes)
        implements TemplateInstance {
    /// @param address of its page; empty where it has none
    /// @param before what it was; null where it is as it was or wasn't there
    /// @param on the day on which it was measured
    /// @param source on how many customers, with the interval
    record MeasuredValue(
            String name,
            String address,
            String meaning,
            @Nullable String before,
            String now,
            String on,
            String source) {}

    /// @param on the day on which it was measured
    record MeasuredTable(String name, String address, String on, List<MeasuredRow> rows) {}

    /// @param conditions of the row, in one line
    /// @param result what the row says, as it is written
    /// @param percent the same as a share of 100; null where it is no probability
    /// @param reason on how many customers it rests, with the interval
    record MeasuredRow(
            String name,
            String address,
            String conditions,
            String result,
            @Nullable Integer percent,
            String reason) {}
}
