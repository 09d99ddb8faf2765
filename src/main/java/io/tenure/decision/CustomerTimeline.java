package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Ruleset;
import io.tenure.history.CustomerHistory;
import io.tenure.history.Timeline;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.response.DecisionResponseReader;
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

/// A customer's stages with their reasons, contacts and feedback, for people.
///
/// @param stage the current stage; null where there is none yet
/// @param from the first day with a decision
/// @param until the day up to which the last span is counted
/// @param spans one for each time in one stage, the earliest first
/// @param points the days with a decision, the earliest first
/// @param labels names of the codes, in the language of the request
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
@Schema(name = "CustomerTimeline", description = "A customer's stages over time")
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
    /// A day with a decision.
    ///
    /// @param release number of the release that decided; null once the decision's month was dropped
    /// @param decidedBy the rows that wrote the stage, in their order: the last one counts; empty with `release`
    /// @param language of the reasons
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "TimelineDay", description = "A day with a decision")
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

    /// A contact, or feedback on a decision.
    ///
    /// @param type CONTACT, or the type of the feedback
    /// @param amount net sales of a purchase; null for all else
    /// @param made whether a contact was made, or only reserved; null for feedback
    @Schema(name = "TimelineEvent", description = "A contact, or feedback on a decision")
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

    /// What translates reasons that were stored in another language: the decision is made again in this one.
    public record ReasonTranslation(StoredDecisions storedDecisions, ActiveRuleset active, Locale locale) {}

    public static CustomerTimeline of(
            String customerId, Timelines.StoredTimeline stored, LocalDate today, ReasonTranslation translation) {
        List<CustomerHistory.StagePoint> points =
                stored.points().stream().map(Timelines.TimelinePoint::point).toList();
        Timeline timeline = Timeline.of(points, today);
        List<Event> events = events(stored);
        List<Point> days =
                stored.points().stream().map(p -> point(p, translation)).toList();
        return new CustomerTimeline(
                customerId,
                points.isEmpty() ? null : points.getLast().stage(),
                points.isEmpty() ? null : points.getFirst().asOf(),
                timeline.until(),
                timeline.highestStage(),
                timeline.stableDays(),
                timeline.lapses(),
                timeline.returns(),
                timeline.stableReentries(),
                timeline.unusualTransitions(),
                timeline.heldTransitions(),
                timeline.spans(),
                days,
                events,
                labels(days, events, translation));
    }

    /// A code's name, or the code where it has none.
    public String label(String code) {
        return labels.getOrDefault(code, code);
    }

    private static Point point(Timelines.TimelinePoint storedPoint, ReasonTranslation translation) {
        CustomerHistory.StagePoint point = storedPoint.point();
        StoredDecision decision = storedPoint.decision();
        String language = translation.locale().getLanguage();
        List<DecisionResponseReader.Row> decidedBy = List.of();
        if (decision != null && decision.payload() != null) {
            DecisionPayload payload = decision.payload();
            decidedBy = payload.readResponse().writers("stage");
            if (!decision.language().equals(language)) {
                List<DecisionResponseReader.Row> translated = replayedRows(decision, payload, translation);
                if (sameRows(decidedBy, translated)) {
                    decidedBy = translated;
                } else {
                    language = decision.language();
                }
            }
        }
        return new Point(
                point.asOf(),
                point.stage(),
                point.transition(),
                point.decision(),
                decision == null ? null : decision.release(),
                decidedBy,
                language);
    }

    private static List<DecisionResponseReader.Row> replayedRows(
            StoredDecision decision, DecisionPayload payload, ReasonTranslation translation) {
        return translation
                .storedDecisions()
                .decideAgain(decision, payload, translation.locale())
                .map(replayed -> replayed instanceof ReplayResult.Decided(byte[] json)
                        ? DecisionResponseReader.of(json).writers("stage")
                        : List.<DecisionResponseReader.Row>of())
                .orElse(List.of());
    }

    /// Whether the same rows decided, so that the reasons of one may be shown for the other.
    private static boolean sameRows(List<DecisionResponseReader.Row> then, List<DecisionResponseReader.Row> again) {
        return then.stream()
                .map(CustomerTimeline::rowKey)
                .toList()
                .equals(again.stream().map(CustomerTimeline::rowKey).toList());
    }

    private static String rowKey(DecisionResponseReader.Row row) {
        return row.table() + " " + row.name();
    }

    private static List<Event> events(Timelines.StoredTimeline stored) {
        List<Event> events = new ArrayList<>();
        for (Timelines.TimelineContact contact : stored.contacts()) {
            CustomerHistory.PastContact past = contact.contact();
            events.add(new Event(
                    past.date(), Event.CONTACT, past.action(), past.channel(), null, past.made(), contact.decision()));
        }
        for (Timelines.TimelineFeedback feedback : stored.feedback()) {
            events.add(new Event(
                    LocalDate.ofInstant(feedback.at(), ZoneOffset.UTC),
                    feedback.type(),
                    feedback.action().isEmpty() ? null : feedback.action(),
                    feedback.channel(),
                    feedback.amount(),
                    null,
                    feedback.decision()));
        }
        events.sort(Comparator.comparing(Event::day));
        return events;
    }

    private static Map<String, String> labels(List<Point> points, List<Event> events, ReasonTranslation translation) {
        Map<String, String> labels = new TreeMap<>();
        Ruleset ruleset =
                translation.active().current().map(a -> a.ruleset().ruleset()).orElse(null);
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
                Text label = ruleset.labels().get(code);
                if (label != null) {
                    labels.put(code, label.in(translation.locale()));
                }
            }
        }
        return labels;
    }
}
