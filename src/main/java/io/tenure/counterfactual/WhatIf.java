package io.tenure.counterfactual;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Ruleset;
import io.tenure.counterfactual.Counterfactual.Nearest;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What would change a decision, as it is answered.
///
/// @param release by which it was decided; 0 for a draft
/// @param now what is decided of the outcomes that were wished, by name
/// @param alreadyMet whether it is decided as wished
/// @param sentences the same for a person, one for each search
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "WhatIf", description = "The nearest changes of facts that lead to the wished outcome")
public record WhatIf(
        String customerId,
        LocalDate asOf,
        int release,
        Map<String, @Nullable Object> now,
        boolean alreadyMet,
        NearestChange nearest,
        NearestChange byCustomer,
        NearestChange byFirm,
        List<String> sentences) {
    public WhatIf {
        now = Collections.unmodifiableMap(new LinkedHashMap<>(now));
        sentences = List.copyOf(sentences);
    }

    public static WhatIf of(
            Counterfactuals found, String customerId, LocalDate asOf, int release, Ruleset ruleset, Locale locale) {
        return new WhatIf(
                customerId,
                asOf,
                release,
                ChangedFact.json(found.now()),
                found.alreadyMet(),
                NearestChange.of(found.nearest()),
                NearestChange.of(found.byCustomer()),
                NearestChange.of(found.byFirm()),
                sentences(found, ruleset).stream().map(text -> text.in(locale)).toList());
    }

    /// The answer as text for a person.
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        text.append(Message.of(
                                "counterfactual.what-if.title",
                                "customerId",
                                customerId,
                                "asOf",
                                asOf,
                                "release",
                                release)
                        .in(locale))
                .append('\n');
        sentences.forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private static List<Text> sentences(Counterfactuals found, Ruleset ruleset) {
        List<Text> sentences = new ArrayList<>();
        sentences.add(Message.of("counterfactual.what-if.now", "outcomes", outcomes(found.now(), ruleset)));
        if (found.alreadyMet()) {
            sentences.add(Message.of("counterfactual.what-if.already-met"));
            return sentences;
        }
        sentences.add(sentence(Message.of("counterfactual.what-if.nearest"), found.nearest(), ruleset));
        sentences.add(sentence(Message.of("counterfactual.what-if.by-customer"), found.byCustomer(), ruleset));
        sentences.add(sentence(Message.of("counterfactual.what-if.by-firm"), found.byFirm(), ruleset));
        return sentences;
    }

    private static Text sentence(Text whose, Nearest nearest, Ruleset ruleset) {
        Counterfactual found = nearest.found();
        if (found == null) {
            return nearest.proven()
                    ? Message.of("counterfactual.what-if.none-proven", "whose", whose)
                    : Message.of("counterfactual.what-if.none-found", "whose", whose);
        }
        List<Text> changes = changes(found, ruleset);
        List<Text> outcomes = outcomes(found.outcomes(), ruleset);
        return nearest.proven()
                ? Message.of("counterfactual.what-if.proven", "whose", whose, "changes", changes, "outcomes", outcomes)
                : Message.of("counterfactual.what-if.found", "whose", whose, "changes", changes, "outcomes", outcomes);
    }

    /// The changes in words, each as `label: then instead of now`.
    public static List<Text> changes(Counterfactual found, Ruleset ruleset) {
        return found.changes().stream()
                .<Text>map(change -> change.now() == null
                        ? Message.of(
                                "counterfactual.what-if.change-of-unknown",
                                "fact",
                                change.fact().label(),
                                "then",
                                shown(change.then(), ruleset))
                        : Message.of(
                                "counterfactual.what-if.change",
                                "fact",
                                change.fact().label(),
                                "then",
                                shown(change.then(), ruleset),
                                "now",
                                shown(change.now(), ruleset)))
                .toList();
    }

    /// Outcomes in words, each as `label: value`.
    public static List<Text> outcomes(Map<String, @Nullable Object> values, Ruleset ruleset) {
        List<Text> words = new ArrayList<>();
        values.forEach((name, value) -> words.add(Message.of(
                "counterfactual.what-if.outcome",
                "outcome",
                ruleset.dictionary()
                        .find(name)
                        .map(field -> field.label())
                        .orElse(Message.of("counterfactual.what-if.next-best-action")),
                "value",
                shown(value, ruleset))));
        return words;
    }

    private static Text shown(@Nullable Object value, Ruleset ruleset) {
        return switch (value) {
            case null -> Message.of("counterfactual.what-if.unknown");
            case Boolean yes ->
                yes ? Message.of("counterfactual.what-if.yes") : Message.of("counterfactual.what-if.no");
            case Double number -> Text.same(NumberText.plain(number));
            case String code -> ruleset.label(code);
            default -> Text.same(value.toString());
        };
    }
}
