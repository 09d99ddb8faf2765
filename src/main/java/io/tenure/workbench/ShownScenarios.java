package io.tenure.workbench;

import io.tenure.bundle.Scenario;
import io.tenure.engine.ScenarioResult;
import io.tenure.finding.Address;
import io.tenure.lifecycle.Hit;
import io.tenure.workbench.ScenarioReview.Review;
import io.tenure.workbench.ScenariosPage.Difference;
import io.tenure.workbench.ScenariosPage.Entry;
import io.tenure.workbench.ScenariosPage.Failed;
import io.tenure.workbench.ScenariosPage.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How scenarios are decided, for people.
record ShownScenarios(Review review, ScenarioTexts texts) {
    private static final int MAX_PASSED = 100;
    private static final int MAX_FAILED = 200;
    private static final int MAX_EXPECTATIONS = 4;

    /// @param words in any place of those that are listed
    Outcome outcome(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        List<Entry> found = review.results().stream()
                .filter(ScenarioResult::passed)
                .map(result -> entry(result.scenario()))
                .filter(entry -> (entry.name() + " " + entry.place() + " " + entry.expected())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        return new Outcome(
                review.results().size(),
                (int) review.results().stream().filter(ScenarioResult::passed).count(),
                review.results().stream()
                        .filter(result -> !result.passed()
                                || !review.about(result.scenario()).isEmpty())
                        .limit(MAX_FAILED)
                        .map(this::failed)
                        .toList(),
                words,
                found.stream().limit(MAX_PASSED).toList(),
                Math.max(0, found.size() - MAX_PASSED));
    }

    private Entry entry(Scenario scenario) {
        String expected = texts.expectations(scenario.expected()).stream()
                .limit(MAX_EXPECTATIONS)
                .map(one -> one.name() + ": " + one.value())
                .collect(Collectors.joining("; "));
        return new Entry(
                scenario.name(),
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0)
                        .text()
                        .in(texts.locale()),
                scenario.expected().size() > MAX_EXPECTATIONS ? expected + " …" : expected);
    }

    private Failed failed(ScenarioResult result) {
        return new Failed(
                entry(result.scenario()),
                result.mismatches().stream().map(this::difference).toList(),
                result.failure() == null ? null : result.failure().in(texts.locale()),
                ShownFinding.of(review.about(result.scenario()), texts.locale()),
                texts.values(result.scenario().input().known()));
    }

    private Difference difference(ScenarioResult.Mismatch mismatch) {
        Hit hit = mismatch.decidedBy();
        return new Difference(
                texts.name(mismatch.name()),
                texts.value(mismatch.name(), mismatch.expected()),
                texts.value(mismatch.name(), mismatch.actual()),
                hit == null ? null : texts.link(hit.origin()));
    }
}
