package io.tenure.history;

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
public final class Effects {
    /// What decisions are grouped by.
    public enum Key {
        /// The action that was presented first; where none was, the one advised first.
        ACTION("action", "coalesce(t.action, d.action)"),
        LEVEL("level", "d.level"),
        STAGE("stage", "d.stage"),
        RELEASE("release", "d.release::text"),
        /// Month of the decision in UTC: `2026-06`.
        MONTH("month", "to_char(d.decided_at at time zone 'UTC', 'YYYY-MM')");

        private final String column;
        private final String source;

        Key(String column, String source) {
            this.column = column;
            this.source = source;
        }
    }

    /// What to count.
    ///
    /// @param from first day of decisions, UTC
    /// @param to last day
    /// @param by at least one, each once
    /// @param only the values that count, by key; a key that is left out counts whatever its value
    public record Question(LocalDate from, LocalDate to, List<Key> by, Map<Key, List<String>> only) {
        public Question {
            by = List.copyOf(by);
            only = Map.copyOf(only);
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
    /// @param buyers customers who had bought before
    /// @param buyersAgain those of them who bought after
    /// @param followed customers of whom is known how they fared after
    /// @param retained those of them who neither left nor lapsed
    /// @param effect the parts of the effect of retention, then their score
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
            long buyers,
            long buyersAgain,
            long followed,
            long retained,
            List<Sample> effect) {}

    /// Values from 0 to 100, summed up.
    public record Sample(long n, long sum, long squares) {
        public Sample plus(Sample other) {
            return new Sample(n + other.n, sum + other.sum, squares + other.squares);
        }

        public Sample less(Sample other) {
            return new Sample(n - other.n, sum - other.sum, squares - other.squares);
        }
    }

    /// @param all of the groups together, in which each customer counts once
    public record Counted(Group all, List<Group> groups) {}

    /// The ten parts and their score.
    public static final int EFFECTS = 11;

    /// One row a decision, with what came of it; no more columns than needed, since a million rows are kept meanwhile.
    private static final String BASE = """
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

    private static final String DECISIONS = """
            select %s, count(*), count(*) filter (where customer is null), count(*) filter (where presented),
                   count(*) filter (where accepted), count(*) filter (where declined),
                   count(*) filter (where converted), sum(purchases)::bigint, coalesce(sum(amount), 0),
                   count(*) filter (where complained), count(*) filter (where gone), %s
            from base where %s group by %s""";

    /// A customer is followed if a later day was decided on in the period, or if they left. What counts is the stage on
    /// the latest day, whatever group it is in.
    private static final String CUSTOMERS = """
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

    Effects(Database database) {
        this.database = database;
    }

    public Counted count(Question question) {
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
            decisions(c, question).forEach(g -> groups.put(g.values(), g));
            Group all = groups.values().stream().reduce(none(), Effects::plus);
            for (Followed followed : customers(c, question)) {
                if (followed.everything) {
                    all = followed.in(all);
                } else {
                    groups.computeIfPresent(followed.values, (_, g) -> followed.in(g));
                }
            }
            return new Counted(all, List.copyOf(groups.values()));
        });
    }

    private static List<Group> decisions(Connection connection, Question question) throws SQLException {
        String keys = columns(question);
        List<@Nullable Object> values = bounds(question);
        String only = only(connection, question, values);
        List<String> effects = new ArrayList<>();
        for (int i = 1; i <= EFFECTS; i++) {
            effects.add(String.format(
                    Locale.ROOT, "count(effect[%1$d]), sum(effect[%1$d]), sum(effect[%1$d] * effect[%1$d])", i));
        }
        int n = question.by().size();
        return Database.list(
                connection,
                r -> group(r, n),
                base(question, "d.effect, ") + DECISIONS.formatted(keys, String.join(", ", effects), only, keys)
                        + " order by " + keys,
                values.toArray());
    }

    private static Group group(ResultSet row, int keys) throws SQLException {
        int c = keys;
        List<Sample> effect = new ArrayList<>();
        for (int i = 0; i < EFFECTS; i++) {
            int at = keys + 10 + 3 * i;
            effect.add(new Sample(row.getLong(at + 1), row.getLong(at + 2), row.getLong(at + 3)));
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

    private record Followed(
            List<@Nullable String> values,
            boolean everything,
            long customers,
            long buyers,
            long again,
            long followed,
            long retained) {
        Group in(Group g) {
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
                    buyers,
                    again,
                    followed,
                    retained,
                    g.effect);
        }
    }

    private static List<Followed> customers(Connection connection, Question question) throws SQLException {
        String keys = columns(question);
        List<@Nullable Object> values = bounds(question);
        String only = only(connection, question, values);
        int n = question.by().size();
        String ofEach = question.by().stream().map(k -> "e." + k.column).collect(Collectors.joining(", "));
        return Database.list(
                connection,
                r -> new Followed(
                        values(r, n),
                        r.getLong(n + 1) != 0,
                        r.getLong(n + 2),
                        r.getLong(n + 3),
                        r.getLong(n + 4),
                        r.getLong(n + 5),
                        r.getLong(n + 6)),
                base(question, "d.stage as latest_stage, ")
                        + CUSTOMERS.formatted(keys, keys, only, keys, ofEach, ofEach),
                values.toArray());
    }

    private static List<@Nullable String> values(ResultSet row, int keys) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            values.add(row.getString(i));
        }
        return values;
    }

    private static String base(Question question, String more) {
        Set<Key> keys = EnumSet.copyOf(question.by());
        keys.addAll(question.only().keySet());
        return BASE.formatted(
                more + keys.stream().map(k -> k.source + " as " + k.column).collect(Collectors.joining(", ")));
    }

    private static String columns(Question question) {
        return question.by().stream().map(k -> k.column).collect(Collectors.joining(", "));
    }

    private static List<@Nullable Object> bounds(Question question) {
        Object first = Months.first(question.from().atStartOfDay(ZoneOffset.UTC).toInstant());
        Object end = Months.first(
                question.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        return new ArrayList<>(List.of(first, end, first, end, first, end));
    }

    private static String only(Connection connection, Question question, List<@Nullable Object> values)
            throws SQLException {
        StringBuilder only = new StringBuilder("true");
        for (Map.Entry<Key, List<String>> e : question.only().entrySet()) {
            only.append(" and ").append(e.getKey().column).append(" = any(?)");
            values.add(connection.createArrayOf("text", e.getValue().toArray()));
        }
        return only.toString();
    }

    private static Group none() {
        List<Sample> effect = new ArrayList<>();
        for (int i = 0; i < EFFECTS; i++) {
            effect.add(new Sample(0, 0, 0));
        }
        return new Group(List.of(), 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, 0, 0, 0, 0, 0, 0, effect);
    }

    /// Customers are not summed: they may be in several groups.
    private static Group plus(Group a, Group b) {
        List<Sample> effect = new ArrayList<>();
        for (int i = 0; i < EFFECTS; i++) {
            effect.add(a.effect.get(i).plus(b.effect.get(i)));
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
