package io.tenure.feedback;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which decisions to count, and in which groups.
///
/// @param from first day of decisions, UTC
/// @param to last day
/// @param groupBy at least one, each once
/// @param filters the values that count, by dimension; a dimension that is left out counts whatever its value
public record FeedbackQuery(
        LocalDate from, LocalDate to, List<Dimension> groupBy, Map<Dimension, List<String>> filters) {
    /// What decisions can be grouped by.
    ///
    /// @param name as requests call it
    /// @param source its value in SQL
    /// @param own whether a release declares it
    public record Dimension(String name, String source, boolean own) {
        /// The action that was presented first; where none was, the best action.
        public static final Dimension ACTION = fixed("action", "coalesce(b.action, d.action)");

        public static final Dimension LEVEL = fixed("level", "d.level");
        public static final Dimension STAGE = fixed("stage", "d.stage");
        /// The likely reason for leaving.
        public static final Dimension CAUSE = fixed("cause", "d.cause");

        public static final Dimension RELEASE = fixed("release", "d.release::text");
        /// Month of the decision in UTC: `2026-06`.
        public static final Dimension MONTH = fixed("month", "to_char(d.decided_at at time zone 'UTC', 'YYYY-MM')");

        /// Those that every decision has.
        public static final List<Dimension> FIXED = List.of(ACTION, LEVEL, STAGE, CAUSE, RELEASE, MONTH);

        private static Dimension fixed(String name, String source) {
            return new Dimension(name, source, false);
        }

        /// An outcome that releases declare; each has a place of its own for it. One that is named as a fixed
        /// dimension is called `outcome:NAME`.
        public static Dimension outcome(String name) {
            String literal = "'" + name.replace("'", "''") + "'";
            boolean taken = FIXED.stream().anyMatch(dimension -> dimension.name.equals(name));
            return new Dimension(
                    taken ? "outcome:" + name : name, "d.outcomes[array_position(r.outcomes, " + literal + ")]", true);
        }
    }

    public FeedbackQuery {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    /// The dimensions that it needs, as columns.
    String columnDefinitions() {
        return dimensions().stream()
                .map(dimension -> dimension.source + " as " + column(dimension))
                .collect(Collectors.joining(", "));
    }

    /// Where they come from, besides the decision and its feedback.
    String joins() {
        return dimensions().stream().anyMatch(Dimension::own) ? "left join release r on r.number = d.release" : "";
    }

    /// The columns of the groups.
    ///
    /// @param table in front of each: `c.`; empty for none
    String groupColumns(String table) {
        return groupBy.stream().map(dimension -> table + column(dimension)).collect(Collectors.joining(", "));
    }

    String column(Dimension dimension) {
        return "key_" + dimensions().indexOf(dimension);
    }

    private List<Dimension> dimensions() {
        List<Dimension> all = new ArrayList<>(groupBy);
        filters.keySet().stream()
                .filter(dimension -> !groupBy.contains(dimension))
                .forEach(all::add);
        return all;
    }
}
