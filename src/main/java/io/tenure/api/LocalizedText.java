package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.text.Text;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A text in both languages, for responses that are the same in every language.
@RegisterForReflection
@Schema(name = "LocalizedText", description = "A text in English and in Chinese")
record LocalizedText(String en, String zh) {
    static LocalizedText of(Text text) {
        return new LocalizedText(text.en(), text.zh());
    }

    static SortedMap<String, LocalizedText> of(Map<String, Text> texts) {
        SortedMap<String, LocalizedText> localized = new TreeMap<>();
        texts.forEach((name, text) -> localized.put(name, of(text)));
        return localized;
    }
}
