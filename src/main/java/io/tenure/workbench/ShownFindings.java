package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The findings of a draft for people: by severity, each cause with what follows from it.
///
/// @param scenarioFailures errors of scenarios, which are decided otherwise than they expect
/// @param scenarios how many there are; null where errors keep them from being decided
record ShownFindings(
        List<Entry> errors,
        List<Entry> warnings,
        List<Entry> notes,
        List<Entry> scenarioFailures,
        @Nullable Integer scenarios,
        boolean publishable) {
    private static final Set<String> OF_SCENARIOS =
            Set.of("scenario-failed", "scenario-undecided", "contradictory-scenario");

    /// A finding.
    ///
    /// @param name what an acknowledgement calls it: its address, in English
    /// @param place the same in the language of the page
    /// @param content of the cell; empty for more than a cell
    /// @param correction what a correction would do; empty where none is known
    /// @param consequences what follows from it
    record Entry(
            String name,
            String place,
            String content,
            String code,
            String message,
            String fix,
            String correction,
            List<Consequence> consequences) {}

    /// A finding that follows from another one.
    record Consequence(String place, String message) {}

    private static final class Group {
        private final Finding cause;
        private final List<Consequence> consequences = new ArrayList<>();

        Group(Finding cause) {
            this.cause = cause;
        }

        Entry entry(Locale locale) {
            return new Entry(
                    cause.address().toString(),
                    place(cause.address(), locale),
                    cause.content(),
                    cause.code(),
                    cause.message().in(locale),
                    cause.fix().in(locale),
                    ShownFinding.correction(cause, locale),
                    List.copyOf(consequences));
        }
    }

    static ShownFindings of(DraftReview.Findings found, Locale locale) {
        List<Group> groups = new ArrayList<>();
        for (Finding finding : found.all()) {
            Address cause = finding.causedBy();
            if (cause != null
                    && !groups.isEmpty()
                    && groups.getLast().cause.address().equals(cause)) {
                groups.getLast()
                        .consequences
                        .add(new Consequence(
                                place(finding.address(), locale),
                                finding.message().in(locale)));
            } else {
                groups.add(new Group(finding));
            }
        }
        return new ShownFindings(
                entries(groups, Finding.Severity.ERROR, false, locale),
                entries(groups, Finding.Severity.WARNING, false, locale),
                entries(groups, Finding.Severity.NOTE, false, locale),
                entries(groups, Finding.Severity.ERROR, true, locale),
                found.scenarios(),
                found.publishable());
    }

    private static List<Entry> entries(
            List<Group> groups, Finding.Severity severity, boolean ofScenarios, Locale locale) {
        return groups.stream()
                .filter(group ->
                        group.cause.severity() == severity && OF_SCENARIOS.contains(group.cause.code()) == ofScenarios)
                .map(group -> group.entry(locale))
                .toList();
    }

    private static String place(Address address, Locale locale) {
        return new Address(Bundle.shownPath(address.file()), address.sheet(), address.row(), address.column())
                .text()
                .in(locale);
    }

    /// How many errors there are, those of scenarios too.
    public int errorCount() {
        return errors.size() + scenarioFailures.size();
    }

    /// How many scenarios are decided as they expect.
    public int passed() {
        return scenarios == null ? 0 : Math.max(0, scenarios - scenarioFailures.size());
    }
}
