package io.tenure.record;

import io.tenure.storage.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a group of decisions by one statement, so that a group is one trip to the database, its commit included.
final class BatchInsert {
    /// What several instances might lock is locked in one order: they wait for each other, and never in a circle.
    ///
    /// - `forgotten`: decided before the customer was erased, and come in only now. Written, but tied to nobody.
    /// - `promising`, then `known`: customers, locked until the end: who is being erased is gone before, or goes
    ///   after.
    /// - `seen`: the same without waiting. Where one of them is gone meanwhile, the erasure is younger than what
    ///   the statement sees, and nothing is written.
    /// - `added`: customers who had no number. Where another instance is quicker, nothing is written.
    /// - `moved`, `keyed`: of two who promise a contact on the same version of a customer, and of two with the
    ///   same request, the first is written.
    /// - `pointed`: one point a customer and day. Where a day is decided more than once, the latest counts.
    private static final String INSERT_SQL = """
            with given as materialized (
              select d.*, exists (select from erasure e where e.mark = d.mark and e.erased_at > d.at) as forgotten
              from unnest(?::uuid[], ?::timestamptz[], ?::bytea[], ?::int[], ?::date[], ?::int[], ?::bool[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::text[],
                          ?::smallint[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[], ?::text[])
                as d (id, at, mark, version, as_of, release, trial, stage, transition, level, risk, action, channel,
                      dropped, effect, language, key_number, sealed, request, body, promised, promised_by)
            ), promising as materialized (
              select number from customer where mark in (select mark from given where promised is not null)
              order by number for no key update
            ), known as materialized (
              select mark, number from customer
              where mark in (select mark from given) and (select count(*) from promising) >= 0
              order by number for key share
            ), seen as (
              select count(*) as customers from customer where mark in (select mark from given)
            ), added as (
              insert into customer (mark, first_decided, contacts)
              select mark, min(at), count(promised) filter (where version = 0) from given
              where not forgotten and mark not in (select mark from known)
                and (select count(*) from known) = (select customers from seen)
              group by mark order by mark
              on conflict (mark) do nothing
              returning mark, number
            ), numbered as materialized (
              select mark, number from known union all select mark, number from added
            ), ready as materialized (
              select (select count(*) from known) = (select customers from seen)
                and not exists (select from given where not forgotten and mark not in (select mark from numbered)) as yes
            ), moved as (
              update customer c set contacts = c.contacts + 1
              from given g
              where (select yes from ready) and g.promised is not null and not g.forgotten
                and c.mark = g.mark and c.contacts = g.version
              returning g.id
            ), first as materialized (
              select * from given
              where (select yes from ready)
                and (promised is null or forgotten or id in (select id from moved)
                     or version = 0 and mark in (select mark from added))
            ), keyed as (
              insert into request_key (key, body, decision, created_at)
              select request, body, id, at from first where request is not null and not forgotten order by request
              on conflict (key) do nothing
              returning decision
            ), accepted as materialized (
              select f.*, n.number from first f left join numbered n on n.mark = f.mark and not f.forgotten
              where request is null or forgotten or id in (select decision from keyed)
            ), pointed as (
              insert into path (customer, as_of, stage, transition, dropped, decision, decided_at)
              select distinct on (number, as_of) number, as_of, stage, transition, dropped, id, at
              from accepted where number is not null and stage is not null and not trial
              order by number, as_of, at desc, id desc
              on conflict (customer, as_of) do update
              set stage = excluded.stage, transition = excluded.transition, dropped = excluded.dropped,
                  decision = excluded.decision, decided_at = excluded.decided_at
              where excluded.decided_at >= path.decided_at
            ), contacted as (
              insert into contact (customer, on_day, channel, action, decision, made)
              select number, as_of, promised_by, promised, id, false
              from accepted where number is not null and promised is not null
            ), written as (
              insert into decision (id, decided_at, customer, as_of, release, trial, stage, transition, level, risk,
                                    action, channel, effect, language, key_number, sealed)
              select id, at, number, as_of, release, trial, stage, transition, level, risk, action, channel,
                     effect::smallint[], language,
                     case when not forgotten then key_number end, case when not forgotten then sealed end
              from accepted
              returning id
            )
            select (select yes from ready), array(select id from written)""";

    /// So often a group that something came between is tried again at once.
    private static final int MAX_ATTEMPTS = 8;

    private BatchInsert() {}

    /// Writes those that nothing has overtaken: all of them, or none.
    ///
    /// @return the ids of those written
    static Set<UUID> write(Connection connection, List<DecisionRow> rows) throws SQLException {
        List<DecisionRow> first = withoutConflicts(rows);
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            AttemptResult written = attempt(connection, first);
            if (written.complete()) {
                return written.ids();
            }
        }
        throw new SQLTransientException("Customers came or went each time that they were written about", "40001");
    }

    /// Writes those that aren't on record yet: an attempt before may have come through without saying so.
    ///
    /// @return the ids of all that are on record now
    static Set<UUID> writeMissing(Connection connection, List<DecisionRow> rows) throws SQLException {
        Set<UUID> there = new HashSet<>(Database.list(
                connection,
                r -> r.getObject(1, UUID.class),
                "select id from decision where id = any(?)",
                array(connection, "uuid", rows, DecisionRow::id)));
        List<DecisionRow> missing =
                rows.stream().filter(row -> !there.contains(row.id())).toList();
        if (!missing.isEmpty()) {
            there.addAll(write(connection, missing));
        }
        return there;
    }

    /// One promise a customer, and one answer a request: the others are overtaken.
    private static List<DecisionRow> withoutConflicts(List<DecisionRow> rows) {
        Set<byte[]> promising = new TreeSet<>(Arrays::compareUnsigned);
        Set<byte[]> asking = new TreeSet<>(Arrays::compareUnsigned);
        return rows.stream()
                .filter(row -> row.reservation() == null || promising.add(row.pseudonym()))
                .filter(row -> row.requestHash() == null || asking.add(row.requestHash()))
                .toList();
    }

    /// @param complete false where something came between, and nothing was written
    private record AttemptResult(boolean complete, Set<UUID> ids) {}

    private static AttemptResult attempt(Connection connection, List<DecisionRow> rows) throws SQLException {
        return Database.list(
                        connection,
                        r -> {
                            Array ids = r.getArray(2);
                            return new AttemptResult(r.getBoolean(1), Set.of((UUID[]) ids.getArray()));
                        },
                        INSERT_SQL,
                        array(connection, "uuid", rows, DecisionRow::id),
                        array(connection, "timestamptz", rows, DecisionRow::decidedAt),
                        array(connection, "bytea", rows, DecisionRow::pseudonym),
                        array(connection, "int4", rows, DecisionRow::contactVersion),
                        array(connection, "date", rows, DecisionRow::asOf),
                        array(connection, "int4", rows, DecisionRow::release),
                        array(connection, "bool", rows, DecisionRow::trial),
                        array(connection, "text", rows, row -> row.columns().stage()),
                        array(connection, "text", rows, row -> row.columns().transition()),
                        array(connection, "text", rows, row -> row.columns().level()),
                        array(connection, "text", rows, row -> row.columns().risk()),
                        array(connection, "text", rows, row -> row.columns().action()),
                        array(connection, "text", rows, row -> row.columns().channel()),
                        array(connection, "bool", rows, row -> row.columns().volumeHalved()),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> arrayLiteral(row.columns().retentionScores())),
                        array(connection, "text", rows, DecisionRow::language),
                        array(connection, "int2", rows, row -> (short) row.keyNumber()),
                        array(connection, "bytea", rows, DecisionRow::encryptedPayload),
                        array(connection, "bytea", rows, DecisionRow::requestHash),
                        array(connection, "bytea", rows, DecisionRow::bodyHash),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> row.reservation() == null
                                        ? null
                                        : row.reservation().action()),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> row.reservation() == null
                                        ? null
                                        : row.reservation().channel()))
                .getFirst();
    }

    private static @Nullable String arrayLiteral(@Nullable Short @Nullable [] parts) {
        return parts == null
                ? null
                : Arrays.stream(parts)
                        .map(p -> p == null ? "NULL" : p.toString())
                        .collect(Collectors.joining(",", "{", "}"));
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
