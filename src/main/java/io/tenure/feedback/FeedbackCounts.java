package io.tenure.feedback;

import io.tenure.record.MonthlyPartitions;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What came of the advice, counted in groups.
///
/// Trials don't count. Decisions of erased customers count wherever no customer has to be followed.
@Singleton
public final class FeedbackCounts {
    /// What decisions are grouped by.
    public enum Dimension {
        /// The action that was presented first; where none was, the one advised first.
        ACTION("action", "coalesce(t.action, d.action)"),
        LEVEL("level", "d.level"),
        STAGE("stage", "d.stage"),
        RELEASE("release", "d.release::text"),
        /// Month of the decision in UTC: `2026-06`.
        MONTH("month", "to_char(d.decided_at at time zone 'UTC', 'YYYY-MM')");

        private final String column;
        private final String source;

        Dimension(String column, String source) {
            this.column = column;
            this.source = source;
        }
    }

    /// What to count.
    ///
    /// @param from first day of decisions, UTC
    /// @param to last day
    /// @param groupBy at least one, each once
    /// @param filters the values that count, by key; a key that is left out counts whatever its value
    public record Query(LocalDate from, LocalDate to, List<Dimension> groupBy, Map<Dimension, List<String>> filters) {
        public Query {
            groupBy = List.copyOf(groupBy);
            filters = Map.copyOf(filters);
        }
    }

    /// One group, or all of them.
    ///
    /// @param values of the keys, in their order, null where unknown; empty for all groups together
    /// @param decisions with those of erased customers
    /// @param erased decisions of erased customers
    /// @param presented decisions whose action was presented
    /// @param accepted decisions whose presented action was accepted
    /// @param declined decisions whose presented action was declined
    /// @param converted decisions with a purchase on or after the day of the presentation
    /// @param complained decisions after which the customer complained
    /// @param left decisions after which the customer left
    /// @param customers without erased ones
    /// @param priorBuyers customers who had bought before
    /// @param repeatBuyers those of them who bought after
    /// @param observedCustomers customers of whom is known how they fared after
    /// @param retainedCustomers those of them who neither left nor lapsed
    /// @param retentionScores the parts of the effect of retention, then their score
    public record Group(
            List<@Nullable String> values,
            long decisions,
            long erased,
            long presented,
            long accepted,
            long declined,
            long converted,
            long purchases,
            BigDecimal amount,
            long complained,
            long left,
            long customers,
            long priorBuyers,
            long repeatBuyers,
            long observedCustomers,
            long retainedCustomers,
            List<Sums> retentionScores) {}

    /// Values from 0 to 100, summed up.
    public record Sums(long count, long sum, long sumOfSquares) {
        public Sums plus(Sums other) {
            return new Sums(count + other.count, sum + other.sum, sumOfSquares + other.sumOfSquares);
        }

        public Sums minus(Sums other) {
            return new Sums(count - other.count, sum - other.sum, sumOfSquares - other.sumOfSquares);
        }
    }

    /// @param total of the groups together, in which each customer counts once
    public record Counts(Group total, List<Group> groups) {}

    /// The ten parts and their score.
    public static final int RETENTION_SCORE_COUNT = 11;

    /// One row a decision, with what came of it; no more columns than needed, since a million rows are kept
    /// meanwhile.
    private static final String BASE_SQL = """
            with presented as (
                select distinct on (decision) decision, action, (at at time zone 'UTC')::date as on_day
                from outcome
                where decision >= ? and decision < ? and type in ('PRESENTED', 'ACCEPTED', 'DECLINED')
                order by decision, at, action
            ), told as (
                select o.decision, p.action,
                       bool_or(o.type = 'ACCEPTED' and o.action = p.action) as accepted,
                       bool_or(o.type = 'DECLINED' and o.action = p.action) as declined,
                       bool_or(o.type = 'PURCHASED' and (o.at at time zone 'UTC')::date >= p.on_day) as converted,
                       count(*) filter (where o.type = 'PURCHASED') as purchases,
                       sum(o.amount) as amount,
                       bool_or(o.type = 'COMPLAINED') as complained,
                       bool_or(o.type = 'LEFT') as gone
                from outcome o left join presented p using (decision)
                where o.decision >= ? and o.decision < ?
                group by o.decision, p.action
            ), base as (
                select d.id, d.customer, d.as_of, %s,
                       coalesce(d.stage not in ('UNKNOWN', 'PROSPECT'), false) as bought,
                       t.action is not null as presented, t.accepted, t.declined, t.converted,
                       coalesce(t.purchases, 0) as purchases, t.amount, t.complained, coalesce(t.gone, false) as gone
                from decision d left join told t on t.decision = d.id
                where d.id >= ? and d.id < ? and not d.trial
            )
            """;

    private static final String DECISION_COUNTS_SQL = """
            select %s, count(*), count(*) filter (where customer is null), count(*) filter (where presented),
                   count(*) filter (where accepted), count(*) filter (where declined),
                   count(*) filter (where converted), sum(purchases)::bigint, coalesce(sum(amount), 0),
                   count(*) filter (where complained), count(*) filter (where gone), %s
            from base where %s group by %s""";

    /// A customer is followed if a later day was decided on in the period, or if they left. What counts is the stage
    /// on the latest day, whatever group it is in.
    private static final String CUSTOMER_COUNTS_SQL = """
            , latest as (
                select customer, max(as_of) as on_day, bool_or(gone) as gone,
                       substr(max(as_of::text || id::text || coalesce(latest_stage, 'UNKNOWN')), 47) as stage
                from base where customer is not null group by customer
            ), each as (
                select %s, customer, grouping(%s) as everything, min(as_of) as on_day, bool_or(bought) as bought,
                       bool_or(bought and purchases > 0) as again
                from base where customer is not null and %s group by grouping sets ((%s, customer), (customer))
            )
            select %s, everything, count(*), count(*) filter (where e.bought), count(*) filter (where e.again),
                   count(*) filter (where f.followed), count(*) filter (where f.followed and f.retained)
            from each e join latest l using (customer),
                 lateral (select l.gone or l.on_day > e.on_day and l.stage not in ('UNKNOWN', 'PROSPECT') as followed,
                                 not l.gone and l.stage not in ('DECLINE', 'TERMINATED') as retained) f
            group by %s, everything""";

    private final Database database;

    FeedbackCounts(Database database) {
        this.database = database;
    }

    public Counts count(Query question) {
        return database.transaction(c -> {
            // Groups of a million are sorted and hashed; both readings are of one moment.
            Database.execute(c, "set transaction isolation level repeatable read, read only");
            Database.execute(c, "set local work_mem = '64MB'");
            // Compiling an expression a column takes longer than it saves.
            Database.execute(c, "set local jit = off");
            // The plans depend on the period, and may read whole tables.
            Database.execute(c, "set local plan_cache_mode = force_custom_plan");
            Database.execute(c, "set local enable_seqscan = on");
            Map<List<@Nullable String>, Group> groups = new LinkedHashMap<>();
            countDecisions(c, question).forEach(g -> groups.put(g.values(), g));
            Group all = groups.values().stream().reduce(emptyGroup(), FeedbackCounts::plus);
            for (CustomerCounts followed : countCustomers(c, question)) {
                if (followed.isTotal) {
                    all = followed.addTo(all);
                } else {
                    groups.computeIfPresent(followed.values, (_, g) -> followed.addTo(g));
                }
            }
            return new Counts(all, List.copyOf(groups.values()));
        });
    }

    private static List<Group> countDecisions(Connection connection, Query question) throws SQLException {
        String keys = columns(question);
        List<@Nullable Object> values = bounds(question);
        String only = filterSql(connection, question, values);
        List<String> effects = new ArrayList<>();
        for (int i = 1; i <= RETENTION_SCORE_COUNT; i++) {
            effects.add(String.format(
                    Locale.ROOT, "count(effect[%1$d]), sum(effect[%1$d]), sum(effect[%1$d] * effect[%1$d])", i));
        }
        int n = question.groupBy().size();
        return Database.list(
                connection,
                r -> group(r, n),
                baseSql(question, "d.effect, ")
                        + DECISION_COUNTS_SQL.formatted(keys, String.join(", ", effects), only, keys) + " order by "
                        + keys,
                values.toArray());
    }

    private static Group group(ResultSet row, int keys) throws SQLException {
        int c = keys;
        List<Sums> effect = new ArrayList<>();
        for (int i = 0; i < RETENTION_SCORE_COUNT; i++) {
            int at = keys + 10 + 3 * i;
            effect.add(new Sums(row.getLong(at + 1), row.getLong(at + 2), row.getLong(at + 3)));
        }
        return new Group(
                values(row, keys),
                row.getLong(++c),
                row.getLong(++c),
                row.getLong(++c),
                row.getLong(++c),
                row.getLong(++c),
                row.getLong(++c),
                row.getLong(++c),
                row.getBigDecimal(++c),
                row.getLong(++c),
                row.getLong(++c),
                0,
                0,
                0,
                0,
                0,
                effect);
    }

    private record CustomerCounts(
            List<@Nullable String> values,
            boolean isTotal,
            long customers,
            long priorBuyers,
            long repeatBuyers,
            long observedCustomers,
            long retainedCustomers) {
        Group addTo(Group g) {
            return new Group(
                    g.values,
                    g.decisions,
                    g.erased,
                    g.presented,
                    g.accepted,
                    g.declined,
                    g.converted,
                    g.purchases,
                    g.amount,
                    g.complained,
                    g.left,
                    customers,
                    priorBuyers,
                    repeatBuyers,
                    observedCustomers,
                    retainedCustomers,
                    g.retentionScores);
        }
    }

    private static List<CustomerCounts> countCustomers(Connection connection, Query question) throws SQLException {
        String keys = columns(question);
        List<@Nullable Object> values = bounds(question);
        String only = filterSql(connection, question, values);
        int n = question.groupBy().size();
        String ofEach = question.groupBy().stream().map(k -> "e." + k.column).collect(Collectors.joining(", "));
        return Database.list(
                connection,
                r -> new CustomerCounts(
                        values(r, n),
                        r.getLong(n + 1) != 0,
                        r.getLong(n + 2),
                        r.getLong(n + 3),
                        r.getLong(n + 4),
                        r.getLong(n + 5),
                        r.getLong(n + 6)),
                baseSql(question, "d.stage as latest_stage, ")
                        + CUSTOMER_COUNTS_SQL.formatted(keys, keys, only, keys, ofEach, ofEach),
                values.toArray());
    }

    private static List<@Nullable String> values(ResultSet row, int keys) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            values.add(row.getString(i));
        }
        return values;
    }

    private static String baseSql(Query question, String more) {
        Set<Dimension> keys = EnumSet.copyOf(question.groupBy());
        keys.addAll(question.filters().keySet());
        return BASE_SQL.formatted(
                more + keys.stream().map(k -> k.source + " as " + k.column).collect(Collectors.joining(", ")));
    }

    private static String columns(Query question) {
        return question.groupBy().stream().map(k -> k.column).collect(Collectors.joining(", "));
    }

    private static List<@Nullable Object> bounds(Query question) {
        Object first = MonthlyPartitions.firstId(
                question.from().atStartOfDay(ZoneOffset.UTC).toInstant());
        Object end = MonthlyPartitions.firstId(
                question.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        return new ArrayList<>(List.of(first, end, first, end, first, end));
    }

    private static String filterSql(Connection connection, Query question, List<@Nullable Object> values)
            throws SQLException {
        StringBuilder only = new StringBuilder("true");
        for (Map.Entry<Dimension, List<String>> e : question.filters().entrySet()) {
            only.append(" and ").append(e.getKey().column).append(" = any(?)");
            values.add(connection.createArrayOf("text", e.getValue().toArray()));
        }
        return only.toString();
    }

    private static Group emptyGroup() {
        List<Sums> effect = new ArrayList<>();
        for (int i = 0; i < RETENTION_SCORE_COUNT; i++) {
            effect.add(new Sums(0, 0, 0));
        }
        return new Group(List.of(), 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, 0, 0, 0, 0, 0, 0, effect);
    }

    /// Customers are not summed: they may be in several groups.
    private static Group plus(Group a, Group b) {
        List<Sums> effect = new ArrayList<>();
        for (int i = 0; i < RETENTION_SCORE_COUNT; i++) {
            effect.add(a.retentionScores.get(i).plus(b.retentionScores.get(i)));
        }
        return new Group(
                List.of(),
                a.decisions + b.decisions,
                a.erased + b.erased,
                a.presented + b.presented,
                a.accepted + b.accepted,
                a.declined + b.declined,
                a.converted + b.converted,
                a.purchases + b.purchases,
                a.amount.add(b.amount),
                a.complained + b.complained,
                a.left + b.left,
                0,
                0,
                0,
                0,
                0,
                effect);
    }
}
