package io.tenure.decision;

import io.tenure.bundle.Ruleset;
import io.tenure.counterfactual.Counterfactual;
import io.tenure.counterfactual.Counterfactuals;
import io.tenure.counterfactual.WhatIf;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.response.DecisionText;
import io.tenure.text.Message;
import java.util.Locale;
import java.util.Objects;

/// The letter that explains a decision to its customer: the procedure, the result, the principal reasons, and what
/// difference in the facts would have led to another result.
///
/// After Articles 15 and 22 of the General Data Protection Regulation, as the Court of Justice reads them (C-203/22,
/// Dun & Bradstreet Austria).
final class DecisionLetter {
    private final StringBuilder text = new StringBuilder();
    private final Locale locale;

    private DecisionLetter(Locale locale) {
        this.locale = locale;
    }

    /// @param json the response with every row that matched, in the letter's language
    static String text(
            byte[] json, DecisionInput input, Counterfactuals found, int release, Ruleset ruleset, Locale locale) {
        DecisionLetter letter = new DecisionLetter(locale);
        letter.line(Message.of(
                "decision.letter.greeting",
                "customerId",
                Objects.requireNonNull(input.customer().getCustomerId())));
        letter.line(Message.of(
                "decision.letter.subject",
                "asOf",
                Objects.requireNonNull(input.customer().getAsOf())));
        letter.title(Message.of("decision.letter.procedure-title"));
        letter.line(Message.of(
                "decision.letter.procedure",
                "release",
                release,
                "facts",
                input.customer().known().size()));
        letter.title(Message.of("decision.letter.result-title"));
        DecisionText.sentences(json, locale)
                .forEach(sentence -> letter.text.append(sentence).append('\n'));
        letter.title(Message.of("decision.letter.reasons-title"));
        DecisionText.reasonsOf(json).forEach(reason -> letter.line(Message.of("decision.letter.item", "text", reason)));
        letter.title(Message.of("decision.letter.difference-title"));
        letter.difference(found, ruleset);
        letter.title(Message.of("decision.letter.rights-title"));
        letter.line(Message.of("decision.letter.rights"));
        return letter.text.toString();
    }

    private void difference(Counterfactuals found, Ruleset ruleset) {
        Counterfactual nearest = found.nearest().found();
        if (nearest == null) {
            line(Message.of("decision.letter.no-difference"));
            return;
        }
        line(Message.of(
                "decision.letter.difference",
                "changes",
                WhatIf.changes(nearest, ruleset),
                "outcomes",
                WhatIf.outcomes(nearest.outcomes(), ruleset)));
        line(
                found.nearest().proven()
                        ? Message.of("decision.letter.nearest-proven")
                        : Message.of("decision.letter.nearest-found"));
    }

    private void title(Message title) {
        text.append('\n');
        line(title);
    }

    private void line(Message words) {
        text.append(words.in(locale)).append('\n');
    }
}
