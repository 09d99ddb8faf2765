package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.NewActionPage.FormInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form of a row of the settings, a new one or one that is changed.
///
/// @param address to which the form is sent
/// @param list path of the page of all rows
/// @param fault why nothing was saved; null where nothing was tried
/// @param findings about the row
/// @param codes of a new outcome as they were typed, a line each; null where none are asked for
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SettingsRowPage(
        Page page,
        String address,
        String list,
        String listTitle,
        ShownVersion version,
        String place,
        @Nullable String fault,
        List<ShownFinding> findings,
        List<FormInput> inputs,
        @Nullable String codes)
        implements TemplateInstance {}
