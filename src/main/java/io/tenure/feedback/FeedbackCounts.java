package io.tenure.feedback;

import io.tenure.feedback.FeedbackGroup.Sums;
import io.tenure.record.MonthlyPartitions;
import io.tenure.record.ReportingColumns;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the feedback on decisions, in groups.
///
/// Trials don't count. Decisions of erased customers count wherever no customer has to be observed.
@Singleton
public final class FeedbackCounts {
    /// @param total of the groups together, in which each customer counts once
    public record Counts(FeedbackGroup total, List<FeedbackGroup> groups) {}

    /// The name of the retention score among its indicators.
    public static final String RETENTION_SCORE = "score";

    /// The trends in the order in which decisions record them.
    private static final List<String> TRENDS = ReportingColumns.TRENDS;

    /// One row for each decision with its feedback; no more columns than needed, since there may be a million rows.
    private static final String BASE_SQL = """
            with presented as (
                select distinct on (decision) decision, action, (at at time zone 'UTC')::date as presented_on
                from feedback
                where decision >= ? and decision < ? and type in ('PRESENTED', 'ACCEPTED', 'DECLINED')
                order by decision, at, action
            ), by_decision as (
                select f.decision, p.action,
                       bool_or(f.type = 'ACCEPTED' and f.action = p.action) as accepted,
                       bool_or(f.type = 'DECLINED' and f.action = p.action) as declined,
                       bool_or(f.type = 'PURCHASED' and (f.at at time zone 'UTC')::date >= p.presented_on) as converted,
                       count(*) filter (where f.type = 'PURCHASED') as purchases,
                       sum(f.amount) as amount,
                       bool_or(f.type = 'COMPLAINED') as complained,
                       bool_or(f.type = 'LEFT') as churned
                from feedback f left join presented p using (decision)
                where f.decision >= ? and f.decision < ?
                group by f.decision, p.action
            ), base as (
                select d.id, d.customer, d.as_of, %s,
                       coalesce(d.stage not in ('UNKNOWN', 'PROSPECT'), false) as bought,
                       b.action is not null as presented, b.accepted, b.declined, b.converted,
                       coalesce(b.purchases, 0) as purchases, b.amount, b.complained,
                       coalesce(b.churned, false) as churned
                from decision d left join by_decision b on b.decision = d.id %s
                where d.id >= ? and d.id < ? and not d.trial
            )
            """;

    private static final String DECISION_COUNTS_SQL = """
            select %s, count(*), count(*) filter (where customer is null), count(*) filter (where presented),
                   count(*) filter (where accepted), count(*) filter (where declined),
                   count(*) filter (where converted), sum(purchases)::bigint, coalesce(sum(amount), 0),
                   count(*) filter (where complained), count(*) filter (where churned), by_release, %s
            from base where %s group by %s, by_release""";

    /// A customer is observed if a later day was decided in the period, or if they left. What counts is the stage on
    /// the latest day, whatever group it is in.
    private static final String CUSTOMER_COUNTS_SQL = """
            , latest as (
                select customer, max(as_of) as latest_day, bool_or(churned) as churned,
                       substr(max(as_of::text || id::text || coalesce(latest_stage, 'UNKNOWN')), 47) as stage
                from base where customer is not null group by customer
            ), per_customer as (
                select %s, customer, grouping(%s) as is_total, min(as_of) as first_day, bool_or(bought) as bought,
                       bool_or(bought and purchases > 0) as repeat,
                       nullif(substr(max(as_of::text || id::text || coalesce(potential_loss::text, '')), 47), '')
                           ::double precision as potential_loss
                from base where customer is not null and %s group by grouping sets ((%s, customer), (customer))
            )
            select %s, is_total, count(*), count(*) filter (where c.bought), count(*) filter (where c.repeat),
                   count(*) filter (where s.observed), count(*) filter (where s.observed and s.retained),
                   coalesce(sum(c.potential_loss), 0)
            from per_customer c join latest l using (customer),
                 lateral (select l.churned
                                 or l.latest_day > c.first_day and l.stage not in ('UNKNOWN', 'PROSPECT') as observed,
                                 not l.churned and l.stage not in ('DECLINE', 'TERMINATED') as retained) s
            group by %s, is_total""";

    private final Database database;

    FeedbackCounts(Database database) {
        this.database = database;
    }

    /// The names of the outcomes that releases declared and decisions can be grouped by, in alphabetical order.
    public List<String> ownOutcomes() {
        return database.transaction(
                c -> Database.list(c, r -> r.getString(1), "select distinct unnest(outcomes) from release order by 1"));
    }

    public Counts count(FeedbackQuery query) {
        return database.transaction(c -> {
            // A million rows are sorted and hashed; both queries see the same state.
            Database.execute(c, "set transaction isolation level repeatable read, read only");
            Database.execute(c, "set local work_mem = '64MB'");
            // Compiling the expressions takes longer than it saves.
            Database.execute(c, "set local jit = off");
            // The plans depend on the period, and may read whole tables.
            Database.execute(c, "set local plan_cache_mode = force_custom_plan");
            Database.execute(c, "set local enable_seqscan = on");
            Map<List<@Nullable String>, FeedbackGroup> groups = new LinkedHashMap<>();
            Map<Integer, List<String>> indicators = indicators(c);
            countDecisions(c, query, indicators)
                    .forEach(g -> groups.merge(g.values(), g, (one, other) -> one.plus(other, g.values())));
            FeedbackGroup all =
                    groups.values().stream().reduce(emptyGroup(indicators), (one, other) -> one.plus(other, List.of()));
            for (CustomerCounts customers : countCustomers(c, query)) {
                if (customers.isTotal) {
                    all = customers.addTo(all);
                } else {
                    groups.computeIfPresent(customers.values, (_, g) -> customers.addTo(g));
                }
            }
            return new Counts(all, List.copyOf(groups.values()));
        });
    }

    /// The names of the retention indicators by release, the latest first.
    private static Map<Integer, List<String>> indicators(Connection connection) throws SQLException {
        Map<Integer, List<String>> names = new LinkedHashMap<>();
        Database.list(
                        connection,
                        r -> Map.entry(
                                r.getInt(1), List.of((String[]) r.getArray(2).getArray())),
                        "select number, retention_indicators from release order by number desc")
                .forEach(release -> names.put(release.getKey(), release.getValue()));
        return names;
    }

    /// The groups by release, since each release has indicators of its own.
    private static List<FeedbackGroup> countDecisions(
            Connection connection, FeedbackQuery query, Map<Integer, List<String>> indicators) throws SQLException {
        int scores = 1 + indicators.values().stream().mapToInt(List::size).max().orElse(0);
        String columns = query.groupColumns("");
        List<@Nullable Object> values = bounds(query);
        String filter = filterSql(connection, query, values);
        List<String> sums = new ArrayList<>();
        for (int i = 1; i <= TRENDS.size(); i++) {
            sums.add(sumsSql("trends[" + i + "]"));
        }
        for (int i = 1; i <= scores; i++) {
            sums.add(sumsSql("retention_scores[" + i + "]"));
        }
        int n = query.groupBy().size();
        return Database.list(
                connection,
                r -> group(r, n, indicators),
                baseSql(query, "d.retention_scores, d.trends, d.release as by_release, ")
                        + DECISION_COUNTS_SQL.formatted(columns, String.join(", ", sums), filter, columns)
                        + " order by "
                        + columns,
                values.toArray());
    }

    private static FeedbackGroup group(ResultSet row, int keys, Map<Integer, List<String>> indicators)
            throws SQLException {
        int c = keys;
        int release = keys + 11;
        int at = release + 1;
        Map<String, Sums> trends = new LinkedHashMap<>();
        for (String trend : TRENDS) {
            trends.put(trend, sums(row, at));
            at += 3;
        }
        List<String> names = new ArrayList<>(indicators.getOrDefault(row.getInt(release), List.of()));
        names.add(RETENTION_SCORE);
        Map<String, Sums> scores = noScores(indicators);
        for (String name : names) {
            scores.put(name, sums(row, at));
            at += 3;
        }
        return new FeedbackGroup(
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
                0,
                scores,
                trends);
    }

    private static String sumsSql(String value) {
        return "count(%1$s), sum(%1$s::float8), sum(%1$s::float8 * %1$s::float8)".formatted(value);
    }

    private static Sums sums(ResultSet row, int at) throws SQLException {
        return new Sums(row.getLong(at), row.getDouble(at + 1), row.getDouble(at + 2));
    }

    private record CustomerCounts(
            List<@Nullable String> values,
            boolean isTotal,
            long customers,
            long priorBuyers,
            long repeatBuyers,
            long observedCustomers,
            long retainedCustomers,
            double potentialLoss) {
        FeedbackGroup addTo(FeedbackGroup g) {
            return g.withCustomers(
                    customers, priorBuyers, repeatBuyers, observedCustomers, retainedCustomers, potentialLoss);
        }
    }

    private static List<CustomerCounts> countCustomers(Connection connection, FeedbackQuery query) throws SQLException {
        String columns = query.groupColumns("");
        List<@Nullable Object> values = bounds(query);
        String filter = filterSql(connection, query, values);
        int n = query.groupBy().size();
        String columnsOfCustomer = query.groupColumns("c.");
        return Database.list(
                connection,
                r -> new CustomerCounts(
                        values(r, n),
                        r.getLong(n + 1) != 0,
                        r.getLong(n + 2),
                        r.getLong(n + 3),
                        r.getLong(n + 4),
                        r.getLong(n + 5),
                        r.getLong(n + 6),
                        r.getDouble(n + 7)),
                baseSql(query, "d.stage as latest_stage, d.potential_loss, ")
                        + CUSTOMER_COUNTS_SQL.formatted(
                                columns, columns, filter, columns, columnsOfCustomer, columnsOfCustomer),
                values.toArray());
    }

    private static List<@Nullable String> values(ResultSet row, int keys) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            values.add(row.getString(i));
        }
        return values;
    }

    private static String baseSql(FeedbackQuery query, String columns) {
        return BASE_SQL.formatted(columns + query.columnDefinitions(), query.joins());
    }

    private static List<@Nullable Object> bounds(FeedbackQuery query) {
        Object first = MonthlyPartitions.firstId(
                query.from().atStartOfDay(ZoneOffset.UTC).toInstant());
        Object end = MonthlyPartitions.firstId(
                query.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        return new ArrayList<>(List.of(first, end, first, end, first, end));
    }

    private static String filterSql(Connection connection, FeedbackQuery query, List<@Nullable Object> values)
            throws SQLException {
        StringBuilder filter = new StringBuilder("true");
        for (Map.Entry<FeedbackQuery.Dimension, List<String>> e :
                query.filters().entrySet()) {
            filter.append(" and ").append(query.column(e.getKey())).append(" = any(?)");
            values.add(connection.createArrayOf("text", e.getValue().toArray()));
        }
        return filter.toString();
    }

    private static FeedbackGroup emptyGroup(Map<Integer, List<String>> indicators) {
        Map<String, Sums> scores = noScores(indicators);
        return new FeedbackGroup(
                List.of(), 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, scores, noTrends());
    }

    private static Map<String, Sums> noTrends() {
        Map<String, Sums> trends = new LinkedHashMap<>();
        TRENDS.forEach(trend -> trends.put(trend, Sums.NONE));
        return trends;
    }

    /// Every indicator of any release without a value, and the retention score behind them.
    private static Map<String, Sums> noScores(Map<Integer, List<String>> indicators) {
        Map<String, Sums> scores = new LinkedHashMap<>();
        indicators.values().forEach(names -> names.forEach(name -> scores.put(name, Sums.NONE)));
        scores.put(RETENTION_SCORE, Sums.NONE);
        return scores;
    }
}
