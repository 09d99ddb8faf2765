package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Ruleset;
import io.tenure.record.CustomerHistory;
import io.tenure.record.DecisionPayload;
import io.tenure.record.DecisionResponseReader;
import io.tenure.record.StoredDecision;
import io.tenure.record.Timeline;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A customer's way through the stages with the reasons for it, as it is told to people.
///
/// @param stage the stage now; null where there is none yet
/// @param until the day up to which the last span is counted
/// @param labels the codes' names, in the language asked for
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
@Schema(name = "CustomerPath", description = "A customer's way through the stages")
public record CustomerTimeline(
        String customerId,
        @Nullable String stage,
        @Nullable LocalDate from,
        LocalDate until,
        @Nullable String highestStageReached,
        int stableDays,
        int lapses,
        int returns,
        int stableReentries,
        int unusualTransitions,
        int heldTransitions,
        List<Timeline.StageSpan> spans,
        List<Point> points,
        List<Event> events,
        Map<String, String> labels) {
    /// A day that was decided.
    ///
    /// @param release null once the decision's month was dropped, and `by` is empty then
    /// @param decidedBy the rows that wrote the stage, in their order: the last has the last word
    /// @param language of the reasons
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "PathDay", description = "A day that was decided")
    public record Point(
            LocalDate day,
            String stage,
            @Nullable String transition,
            UUID decisionId,
            @Nullable Integer release,
            List<DecisionResponseReader.Row> decidedBy,
            String language) {
        public static final String UNUSUAL = "UNUSUAL";
        public static final String HELD = "HELD";
        public static final String STAYS = "STAYS";

        public boolean hasTransition(String kind) {
            return kind.equals(transition);
        }
    }

    /// Something that happened on the way: a contact, or what came of one.
    ///
    /// @param type CONTACT, or the outcome's
    /// @param made whether a contact was made, or only promised; null for outcomes
    @Schema(name = "PathEvent", description = "A contact, or what came of one")
    public record Event(
            LocalDate day,
            String type,
            @Nullable String action,
            @Nullable String channel,
            @Nullable BigDecimal amount,
            @Nullable Boolean made,
            UUID decisionId) {
        static final String CONTACT = "CONTACT";

        public boolean isContact() {
            return type.equals(CONTACT);
        }
    }

    /// What tells the reasons in a language in which they weren't recorded: the decision, made again.
    public record ReasonTranslation(
            DecisionService decisionService, CompiledRulesetCache rulesetCache, ActiveRuleset active, Locale locale) {}

    public static CustomerTimeline of(
            String customerId, Timelines.StoredTimeline path, LocalDate today, ReasonTranslation telling) {
        List<CustomerHistory.StagePoint> points =
                path.points().stream().map(Timelines.TimelinePoint::point).toList();
        Timeline lifecycle = Timeline.of(points, today);
        List<Event> events = events(path);
        List<Point> told = path.points().stream().map(s -> point(s, telling)).toList();
        return new CustomerTimeline(
                customerId,
                points.isEmpty() ? null : points.getLast().stage(),
                points.isEmpty() ? null : points.getFirst().asOf(),
                lifecycle.until(),
                lifecycle.highestStage(),
                lifecycle.stableDays(),
                lifecycle.lapses(),
                lifecycle.returns(),
                lifecycle.stableReentries(),
                lifecycle.unusualTransitions(),
                lifecycle.heldTransitions(),
                lifecycle.spans(),
                told,
                events,
                labels(told, events, telling));
    }

    /// A code's name, or the code where it has none.
    public String label(String code) {
        return labels.getOrDefault(code, code);
    }

    private static Point point(Timelines.TimelinePoint step, ReasonTranslation telling) {
        CustomerHistory.StagePoint point = step.point();
        StoredDecision recorded = step.decision();
        String language = telling.locale().getLanguage();
        List<DecisionResponseReader.Row> by = List.of();
        if (recorded != null && recorded.payload() != null) {
            DecisionPayload said = recorded.payload();
            by = said.readResponse().writers("stage");
            if (!recorded.language().equals(language)) {
                List<DecisionResponseReader.Row> translated = replayedRows(recorded, said, telling);
                if (sameRows(by, translated)) {
                    by = translated;
                } else {
                    language = recorded.language();
                }
            }
        }
        return new Point(
                point.asOf(),
                point.stage(),
                point.transition(),
                point.decision(),
                recorded == null ? null : recorded.release(),
                by,
                language);
    }

    private static List<DecisionResponseReader.Row> replayedRows(
            StoredDecision recorded, DecisionPayload said, ReasonTranslation telling) {
        return telling.rulesetCache()
                .find(recorded.release())
                .map(then -> telling.decisionService().replay(recorded, said, then, telling.locale()))
                .map(replayed -> replayed instanceof ReplayResult.Decided(byte[] json)
                        ? DecisionResponseReader.of(json).writers("stage")
                        : List.<DecisionResponseReader.Row>of())
                .orElse(List.of());
    }

    /// Whether the same rows decided, so that the one's words may stand for the other's.
    private static boolean sameRows(List<DecisionResponseReader.Row> then, List<DecisionResponseReader.Row> again) {
        return then.stream()
                .map(CustomerTimeline::rowKey)
                .toList()
                .equals(again.stream().map(CustomerTimeline::rowKey).toList());
    }

    private static String rowKey(DecisionResponseReader.Row row) {
        return row.table() + " " + row.name();
    }

    private static List<Event> events(Timelines.StoredTimeline path) {
        List<Event> events = new ArrayList<>();
        for (Timelines.TimelineContact contact : path.contacts()) {
            CustomerHistory.PastContact touch = contact.contact();
            events.add(new Event(
                    touch.date(),
                    Event.CONTACT,
                    touch.action(),
                    touch.channel(),
                    null,
                    touch.made(),
                    contact.decision()));
        }
        for (Timelines.TimelineFeedback outcome : path.feedback()) {
            events.add(new Event(
                    LocalDate.ofInstant(outcome.at(), ZoneOffset.UTC),
                    outcome.type(),
                    outcome.action().isEmpty() ? null : outcome.action(),
                    outcome.channel(),
                    outcome.amount(),
                    null,
                    outcome.decision()));
        }
        events.sort(Comparator.comparing(Event::day));
        return events;
    }

    private static Map<String, String> labels(List<Point> points, List<Event> events, ReasonTranslation telling) {
        Map<String, String> labels = new TreeMap<>();
        Ruleset ruleset =
                telling.active().current().map(a -> a.ruleset().ruleset()).orElse(null);
        if (ruleset == null) {
            return labels;
        }
        List<@Nullable String> codes =
                new ArrayList<>(ruleset.dictionary().require("stage").codes());
        points.forEach(p -> codes.add(p.transition()));
        events.forEach(e -> {
            codes.add(e.action());
            codes.add(e.channel());
        });
        for (String code : codes) {
            if (code != null) {
                var action = ruleset.actions().get(code);
                Text words = action == null ? ruleset.labels().get(code) : action.label();
                if (words != null) {
                    labels.put(code, words.in(telling.locale()));
                }
            }
        }
        return labels;
    }
}
