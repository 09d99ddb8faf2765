package io.tenure.workbench;

import io.quarkus.qute.TemplateExtension;
import io.tenure.text.Message;
import java.util.Locale;

/// What templates call to show texts in the language of the page.
@TemplateExtension(namespace = "text")
final class PageTexts {
    /// The attribute of a template that holds the language.
    static final String LOCALE = "locale";

    private PageTexts() {}

    /// A message of the bundle `workbench`: `{text:of('workbench.today.drafts', 'count', drafts.size)}`.
    ///
    /// @param namesAndValues a name for each placeholder, then its value
    static String of(@TemplateExtension.TemplateAttribute(LOCALE) Object locale, String key, Object... namesAndValues) {
        return Message.ofPage(key, namesAndValues).in((Locale) locale);
    }
}
