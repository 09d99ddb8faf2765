package io.tenure.history;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a group of decisions in one transaction.
///
/// Whatever several instances might lock is locked in one order, so that they wait for each other and never in a
/// circle.
final class Recorder {
    private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

    private Recorder() {}

    /// The customers' numbers by their marks, and when those were erased who have been.
    private record Customers(Map<byte[], Long> numbers, Map<byte[], Instant> erased) {
        static Customers none() {
            return new Customers(new TreeMap<>(BYTES), new TreeMap<>(BYTES));
        }

        /// Decided before the customer was erased, and come in only now.
        boolean forgets(Row row) {
            Instant at = erased.get(row.mark());
            return at != null && row.decidedAt().isBefore(at);
        }

        /// Null where the row must not be tied to anybody.
        @Nullable
        Long number(Row row) {
            return row.isForgotten() ? null : numbers.get(row.mark());
        }
    }

    /// Writes those that nothing has overtaken.
    ///
    /// @return the ids of those written
    static Set<UUID> write(Connection connection, List<Row> rows) throws SQLException {
        Customers customers = customers(connection, rows);
        List<Row> told = rows.stream()
                .map(row -> customers.forgets(row) ? row.forgotten() : row)
                .toList();
        List<Row> written = withFirstKeys(connection, withFirstContacts(connection, told));
        if (!written.isEmpty()) {
            insertDecisions(connection, written, customers);
            insertPath(connection, written, customers);
            insertContacts(connection, written, customers);
        }
        return written.stream().map(Row::id).collect(Collectors.toSet());
    }

    /// Writes those that aren't on record yet: an attempt before may have come through without saying so.
    ///
    /// @return the ids of all that are on record now
    static Set<UUID> writeMissing(Connection connection, List<Row> rows) throws SQLException {
        Set<UUID> there = written(connection, rows);
        List<Row> missing =
                rows.stream().filter(row -> !there.contains(row.id())).toList();
        if (!missing.isEmpty()) {
            there.addAll(write(connection, missing));
        }
        return there;
    }

    private static Set<UUID> written(Connection connection, List<Row> rows) throws SQLException {
        return new HashSet<>(Database.list(
                connection,
                r -> r.getObject(1, UUID.class),
                "select id from decision where id = any(?)",
                array(connection, "uuid", rows, Row::id)));
    }

    /// The customers' numbers by their marks; those not seen before get one.
    ///
    /// Their rows stay as they are until the transaction ends: who is being erased is gone before, or goes after.
    private static Customers customers(Connection connection, List<Row> rows) throws SQLException {
        Map<byte[], Row> byMark = new TreeMap<>(BYTES);
        rows.forEach(row -> byMark.putIfAbsent(row.mark(), row));
        Customers customers = Customers.none();
        read(connection, byMark.keySet(), customers);
        if (customers.numbers().size() < byMark.size()) {
            add(connection, rows, customers);
        }
        return customers;
    }

    /// Gives those a number who have none, but for those who were erased and have only come up again by late rows.
    private static void add(Connection connection, List<Row> rows, Customers customers) throws SQLException {
        List<Row> unknown = rows.stream()
                .filter(row -> !customers.numbers().containsKey(row.mark()))
                .toList();
        Database.list(
                connection,
                r -> customers.erased().put(r.getBytes(1), Database.instant(r, 2)),
                "select mark, max(erased_at) from erasure where mark = any(?) group by mark",
                array(connection, "bytea", unknown, Row::mark));
        Map<byte[], Row> missing = new TreeMap<>(BYTES);
        unknown.stream().filter(row -> !customers.forgets(row)).forEach(row -> missing.putIfAbsent(row.mark(), row));
        Database.execute(
                connection,
                """
                insert into customer (mark, first_decided)
                select mark, at::timestamptz from unnest(?::bytea[], ?::text[]) as n (mark, at)
                on conflict (mark) do nothing""",
                array(connection, "bytea", missing.values(), Row::mark),
                array(
                        connection,
                        "text",
                        missing.values(),
                        row -> row.decidedAt().toString()));
        read(connection, missing.keySet(), customers);
    }

    private static void read(Connection connection, Collection<byte[]> marks, Customers customers) throws SQLException {
        Database.list(
                connection,
                r -> {
                    customers.numbers().put(r.getBytes(1), r.getLong(2));
                    if (r.getObject(3) != null) {
                        customers.erased().put(r.getBytes(1), Database.instant(r, 3));
                    }
                    return 0;
                },
                """
                select mark, number, (select max(e.erased_at) from erasure e where e.mark = c.mark)
                from customer c where mark = any(?) for key share of c""",
                marks(connection, marks));
    }

    /// Drops those that promise a contact on what is no longer so.
    private static List<Row> withFirstContacts(Connection connection, List<Row> rows) throws SQLException {
        Map<byte[], Row> promising = new TreeMap<>(BYTES);
        for (Row row : rows) {
            if (row.contact() != null) {
                promising.putIfAbsent(row.mark(), row);
            }
        }
        if (promising.isEmpty()) {
            return rows;
        }
        Set<byte[]> won = new java.util.TreeSet<>(BYTES);
        // Locked in the order of the marks before any of them changes.
        Object marks = marks(connection, promising.keySet());
        Database.list(
                connection,
                _ -> 0,
                "select 1 from customer where mark = any(?) order by mark for no key update",
                marks);
        Database.list(
                connection,
                r -> won.add(r.getBytes(1)),
                """
                update customer c set contacts = c.contacts + 1
                from unnest(?::bytea[], ?::int[]) as p (mark, version)
                where c.mark = p.mark and c.contacts = p.version
                returning c.mark""",
                marks,
                array(connection, "int4", promising.values(), Row::version));
        return rows.stream()
                .filter(row -> row.contact() == null || promising.get(row.mark()) == row && won.contains(row.mark()))
                .toList();
    }

    /// Drops those whose request another decision has answered.
    private static List<Row> withFirstKeys(Connection connection, List<Row> rows) throws SQLException {
        Map<byte[], Row> keyed = new TreeMap<>(BYTES);
        for (Row row : rows) {
            if (row.request() != null) {
                keyed.putIfAbsent(row.request(), row);
            }
        }
        if (keyed.isEmpty()) {
            return rows;
        }
        Set<byte[]> won = new java.util.TreeSet<>(BYTES);
        Database.list(
                connection,
                r -> won.add(r.getBytes(1)),
                """
                insert into request_key (key, body, decision, created_at)
                select key, body, decision, at::timestamptz
                from unnest(?::bytea[], ?::bytea[], ?::uuid[], ?::text[]) as k (key, body, decision, at)
                on conflict (key) do nothing returning key""",
                marks(connection, keyed.keySet()),
                array(connection, "bytea", keyed.values(), Row::body),
                array(connection, "uuid", keyed.values(), Row::id),
                array(connection, "text", keyed.values(), row -> row.decidedAt().toString()));
        return rows.stream()
                .filter(row -> row.request() == null || keyed.get(row.request()) == row && won.contains(row.request()))
                .toList();
    }

    private static void insertDecisions(Connection connection, List<Row> rows, Customers customers)
            throws SQLException {
        Database.execute(
                connection,
                """
                insert into decision (id, decided_at, customer, as_of, release, trial, stage, transition, level, risk,
                                      action, channel, effect, language, key_number, sealed)
                select id, at::timestamptz, customer, as_of::date, release, trial, stage, transition, level, risk,
                       action, channel, effect::smallint[], language, key_number, sealed
                from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::int[], ?::bool[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[],
                            ?::bytea[])
                  as d (id, at, customer, as_of, release, trial, stage, transition, level, risk, action, channel,
                        effect, language, key_number, sealed)""",
                array(connection, "uuid", rows, Row::id),
                array(connection, "text", rows, row -> row.decidedAt().toString()),
                array(connection, "int8", rows, row -> customers.number(row)),
                array(connection, "text", rows, row -> row.asOf().toString()),
                array(connection, "int4", rows, Row::release),
                array(connection, "bool", rows, Row::trial),
                array(connection, "text", rows, row -> row.outcomes().stage()),
                array(connection, "text", rows, row -> row.outcomes().transition()),
                array(connection, "text", rows, row -> row.outcomes().level()),
                array(connection, "text", rows, row -> row.outcomes().risk()),
                array(connection, "text", rows, row -> row.outcomes().action()),
                array(connection, "text", rows, row -> row.outcomes().channel()),
                array(connection, "text", rows, row -> effect(row.outcomes().effect())),
                array(connection, "text", rows, Row::language),
                array(connection, "int2", rows, row -> row.isForgotten() ? null : (short) row.keyNumber()),
                array(connection, "bytea", rows, Row::sealed));
    }

    private static @Nullable String effect(@Nullable Short @Nullable [] parts) {
        return parts == null
                ? null
                : Arrays.stream(parts)
                        .map(p -> p == null ? "NULL" : p.toString())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /// One point a customer and day: where a day is decided more than once, the latest counts.
    private static void insertPath(Connection connection, List<Row> rows, Customers customers) throws SQLException {
        record Day(long customer, java.time.LocalDate asOf) {}
        Map<Day, Row> days =
                new TreeMap<>(Comparator.comparingLong(Day::customer).thenComparing(Day::asOf));
        for (Row row : rows) {
            Long customer = customers.number(row);
            if (!row.trial() && row.outcomes().stage() != null && customer != null) {
                days.merge(
                        new Day(customer, row.asOf()),
                        row,
                        (a, b) -> a.decidedAt().isAfter(b.decidedAt()) ? a : b);
            }
        }
        if (days.isEmpty()) {
            return;
        }
        Database.execute(
                connection,
                """
                insert into path (customer, as_of, stage, transition, dropped, decision, decided_at)
                select customer, as_of::date, stage, transition, dropped, decision, at::timestamptz
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::uuid[], ?::text[])
                  as p (customer, as_of, stage, transition, dropped, decision, at)
                on conflict (customer, as_of) do update
                set stage = excluded.stage, transition = excluded.transition, dropped = excluded.dropped,
                    decision = excluded.decision, decided_at = excluded.decided_at
                where excluded.decided_at >= path.decided_at""",
                array(connection, "int8", days.keySet(), Day::customer),
                array(connection, "text", days.keySet(), day -> day.asOf().toString()),
                array(connection, "text", days.values(), row -> row.outcomes().stage()),
                array(connection, "text", days.values(), row -> row.outcomes().transition()),
                array(connection, "bool", days.values(), row -> row.outcomes().dropped()),
                array(connection, "uuid", days.values(), Row::id),
                array(connection, "text", days.values(), row -> row.decidedAt().toString()));
    }

    private static void insertContacts(Connection connection, List<Row> rows, Customers customers) throws SQLException {
        Map<Row, Entry.Reserved> promised = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.contact() != null && customers.number(row) != null) {
                promised.put(row, row.contact());
            }
        }
        if (promised.isEmpty()) {
            return;
        }
        Database.execute(
                connection,
                """
                insert into contact (customer, on_day, channel, action, decision, made)
                select customer, on_day::date, channel, action, decision, false
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                  as c (customer, on_day, channel, action, decision)""",
                array(connection, "int8", promised.keySet(), row -> customers.number(row)),
                array(connection, "text", promised.keySet(), row -> row.asOf().toString()),
                array(connection, "text", promised.values(), Entry.Reserved::channel),
                array(connection, "text", promised.values(), Entry.Reserved::action),
                array(connection, "uuid", promised.keySet(), Row::id));
    }

    private static Object marks(Connection connection, Collection<byte[]> marks) throws SQLException {
        return connection.createArrayOf("bytea", marks.toArray(byte[][]::new));
    }

    static <T> Object array(
            Connection connection, String type, Collection<T> items, Function<T, @Nullable Object> value)
            throws SQLException {
        // The driver takes bytes only as bytes[][].
        @Nullable Object[] values = type.equals("bytea") ? new byte[items.size()][] : new Object[items.size()];
        int i = 0;
        for (T item : items) {
            values[i++] = value.apply(item);
        }
        return Objects.requireNonNull(connection.createArrayOf(type, values));
    }
}
