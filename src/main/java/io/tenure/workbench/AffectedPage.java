package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.region.AffectedReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a draft affects: by its tables alone, and of the customers on record.
///
/// @param report by its tables; null where it can't be found out
/// @param regions of edited tables, for people
/// @param followers those of tables that read what changed
/// @param fault why it can't be found out; null where it is
/// @param impact on the customers on record; null until it is measured
/// @param measurable whether the person may measure it
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record AffectedPage(
        Page page,
        DraftHead draft,
        @Nullable AffectedReport report,
        List<ShownRegion> regions,
        List<ShownRegion> followers,
        @Nullable String fault,
        @Nullable ShownImpact impact,
        boolean measurable)
        implements TemplateInstance {}
