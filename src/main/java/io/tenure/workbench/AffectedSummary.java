package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.region.AffectedReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a draft affects, in short.
///
/// @param address of the page that says all
/// @param report null where it can't be found out
/// @param regions the first few of edited tables
/// @param more how many others there are
/// @param fault why it can't be found out; null where it is
/// @param impact on those who were decided last; null where that can't be told, or isn't for the person to see
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record AffectedSummary(
        String address,
        @Nullable AffectedReport report,
        List<ShownRegion> regions,
        int more,
        @Nullable String fault,
        @Nullable ShownImpact impact)
        implements TemplateInstance {}
