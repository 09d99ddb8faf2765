package io.tenure.cli;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.report.OutputLabels;
import io.tenure.report.TerminalWidth;
import io.tenure.text.Message;
import io.tenure.text.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why customers were advised to be left alone: one cause for each, so that the counts add up.
///
/// It is what excluded the action that would have brought most; of several exclusions of it the first.
final class NoActionCauses {
    private static final String NOT_CONSIDERED = "-";
    private static final String NOT_WORTH_IT = "0";

    private final OutputLabels labels;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private long total;

    NoActionCauses(OutputLabels labels) {
        this.labels = labels;
    }

    void add(DecisionResult result) {
        if (!result.nextBestActions().getFirst().action().equals(Action.NONE)) {
            return;
        }
        total++;
        Optional<Candidate> best = result.decision().candidates().stream()
                .filter(candidate -> !candidate.getAction().equals(Action.NONE))
                .max(Comparator.comparingDouble(NoActionCauses::expected));
        if (best.isEmpty()) {
            count(NOT_CONSIDERED, Message.of("cli.no-action.not-considered"));
            return;
        }
        String action = best.get().getAction();
        result.excluded().stream()
                .filter(exclusion -> exclusion.action().equals(action))
                .findFirst()
                .ifPresentOrElse(this::count, () -> count(NOT_WORTH_IT, Message.of("cli.no-action.not-worth-it")));
    }

    private static double expected(Candidate candidate) {
        Double margin = candidate.getExpectedMargin();
        return margin == null ? Double.NEGATIVE_INFINITY : margin;
    }

    private void count(Exclusion exclusion) {
        count(exclusion.rule(), exclusion.reason());
    }

    private void count(String rule, Reason reason) {
        counts.merge(rule, 1L, Long::sum);
        reasons.computeIfAbsent(
                rule, _ -> reason instanceof Hit hit ? hit.withoutValues(labels.locale()) : reason.in(labels.locale()));
    }

    /// The causes, most frequent first; empty where every customer got an action.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (total == 0) {
            return lines;
        }
        lines.add(labels.localized(Message.of("cli.no-action.title", "customers", total)));
        int width = reasons.values().stream().mapToInt(TerminalWidth::of).max().orElse(0);
        int digits = OutputLabels.formatted("%,d", total).length();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(cause -> lines.add(OutputLabels.formatted(
                        "  %s  %s  %5.1f %%%s",
                        TerminalWidth.alignLeft(reasons.getOrDefault(cause.getKey(), ""), width),
                        TerminalWidth.alignRight(OutputLabels.formatted("%,d", cause.getValue()), digits),
                        100.0 * cause.getValue() / total,
                        isRule(cause.getKey()) ? "  " + cause.getKey() : "")));
        return lines;
    }

    private static boolean isRule(String cause) {
        return !cause.equals(NOT_CONSIDERED) && !cause.equals(NOT_WORTH_IT);
    }
}
