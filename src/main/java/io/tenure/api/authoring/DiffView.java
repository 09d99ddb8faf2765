package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Change;
import io.tenure.bundle.PartialRuleset;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.Address;
import io.tenure.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The differences between two rulesets as the API shows them.
@RegisterForReflection
@Schema(name = "Diff", description = "The differences between two rulesets")
record DiffView(
        String from,
        String to,
        List<ChangeView> changes,

        @Schema(description = "Errors because of which parts of one of them can't be read and compared")
        List<UnreadView> unread) {
    @Schema(name = "UnreadPart", description = "What can't be read, and why")
    record UnreadView(
            @Schema(description = "The ruleset as the request names it")
            String ruleset,

            String address,
            String code,
            String message) {}

    @Schema(name = "RulesetChange", description = "One difference between two rulesets")
    record ChangeView(
            Change.Element element,
            Change.Operation operation,
            String table,
            String subject,
            String part,

            @Schema(description = "The address in the first ruleset; null if it was added", nullable = true) @Nullable
            String oldAddress,

            @Schema(description = "The address in the second ruleset; null if it was removed", nullable = true)
            @Nullable
            String newAddress,

            String oldValue,
            String newValue) {
        static ChangeView of(Change change) {
            return new ChangeView(
                    change.element(),
                    change.operation(),
                    change.table(),
                    change.subject(),
                    change.part(),
                    textOrNull(change.oldAddress()),
                    textOrNull(change.newAddress()),
                    change.oldValue(),
                    change.newValue());
        }

        private static @Nullable String textOrNull(@Nullable Address address) {
            return address == null ? null : address.toString();
        }
    }

    /// @param from the first ruleset as the request names it, `release:7`; likewise `to`
    static DiffView of(String from, PartialRuleset before, String to, PartialRuleset after, Locale locale) {
        return new DiffView(
                from,
                to,
                RulesetDiff.between(before, after).changes().stream()
                        .map(ChangeView::of)
                        .toList(),
                unread(from, before, to, after, locale));
    }

    private static List<UnreadView> unread(
            String from, PartialRuleset before, String to, PartialRuleset after, Locale locale) {
        return Stream.concat(unread(from, before, locale), unread(to, after, locale))
                .toList();
    }

    private static Stream<UnreadView> unread(String name, PartialRuleset ruleset, Locale locale) {
        return ruleset.errors().stream()
                .map(e -> new UnreadView(
                        name, e.address().toString(), e.code(), e.message().in(locale)));
    }

    /// The differences and what can't be read, as text.
    static String text(String from, PartialRuleset before, String to, PartialRuleset after, Locale locale) {
        StringBuilder text =
                new StringBuilder(RulesetDiff.between(before, after).text(locale));
        List<UnreadView> unread = unread(from, before, to, after, locale);
        if (!unread.isEmpty()) {
            text.append('\n').append(Message.of("api.diff.unread").in(locale)).append('\n');
            unread.forEach(part -> text.append("  ")
                    .append(part.ruleset())
                    .append(": ")
                    .append(part.address())
                    .append(": ")
                    .append(part.message())
                    .append('\n'));
        }
        return text.toString();
    }
}
