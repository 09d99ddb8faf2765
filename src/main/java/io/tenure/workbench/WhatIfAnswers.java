package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.counterfactual.Wish;
import io.tenure.decision.DecideResult;
import io.tenure.decision.WhatIfService;
import io.tenure.input.Json;
import io.tenure.lifecycle.Action;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.text.Message;
import io.tenure.workbench.CustomerPage.WhatIf;
import io.tenure.workbench.CustomerPage.WishChoice;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Asks what would change a stored decision: the wishes to choose from, and the answer to one.
///
/// A wish is written as `outcome:code`, or as [Wish#OTHER].
@Singleton
final class WhatIfAnswers {
    private static final String LEVEL = "retentionLevel";

    private final WhatIfService service;

    WhatIfAnswers(WhatIfService service) {
        this.service = service;
    }

    /// @param ruleset whose levels and actions can be wished; null where none is active
    /// @param wish that is asked; null for none yet
    WhatIf of(
            StoredDecision stored,
            DecisionPayload payload,
            @Nullable Ruleset ruleset,
            @Nullable String wish,
            Locale locale) {
        return new WhatIf(
                wishes(ruleset, wish, locale), wish == null ? List.of() : answer(stored, payload, wish, locale));
    }

    private static List<WishChoice> wishes(@Nullable Ruleset ruleset, @Nullable String wish, Locale locale) {
        List<WishChoice> wishes = new ArrayList<>();
        wishes.add(choice(Wish.OTHER, Message.of("workbench.what-if.other").in(locale), wish));
        if (ruleset != null) {
            for (String level : ruleset.dictionary().require(LEVEL).codes()) {
                wishes.add(choice(
                        LEVEL + ":" + level,
                        Message.of("workbench.what-if.level", "level", CodeLabels.of(ruleset, level, locale))
                                .in(locale),
                        wish));
            }
            for (Action action : ruleset.actions().values()) {
                wishes.add(choice(
                        Wish.NEXT_BEST_ACTION + ":" + action.code(),
                        Message.of("workbench.what-if.action", "action", action.label())
                                .in(locale),
                        wish));
            }
        }
        return wishes;
    }

    private static WishChoice choice(String value, String label, @Nullable String chosen) {
        return new WishChoice(value, label, value.equals(chosen));
    }

    private List<String> answer(StoredDecision stored, DecisionPayload payload, String wish, Locale locale) {
        return service.ofDecision(stored, payload, json(wish), locale)
                .map(answer -> switch (answer) {
                    case WhatIfService.Answer.Found(var found) -> found.sentences();
                    case WhatIfService.Answer.Refused(DecideResult.InvalidInput(var faults)) ->
                        faults.stream().map(fault -> fault.message().in(locale)).toList();
                    case WhatIfService.Answer.Refused _ ->
                        List.of(Message.of("workbench.what-if.unanswered").in(locale));
                })
                .orElseGet(
                        () -> List.of(Message.of("workbench.what-if.unanswered").in(locale)));
    }

    private static Json json(String wish) {
        int colon = wish.indexOf(':');
        return colon < 0
                ? new Json.Str(wish)
                : new Json.Obj(List.of(
                        new Json.Member(wish.substring(0, colon), new Json.Str(wish.substring(colon + 1)), 1, 1)));
    }
}
