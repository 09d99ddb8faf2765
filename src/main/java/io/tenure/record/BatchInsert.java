package io.tenure.record;

import io.tenure.record.ReportingColumns.Experiments;
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

/// Inserts a group of decisions with one statement: one round trip to the database, its commit included.
final class BatchInsert {
    /// What several instances might lock is locked in one order: they wait for each other, and never in a circle.
    ///
    /// - `erased`: decided before the customer was erased, or with a history that is erased, and written only now:
    ///   with no tie to the customer.
    /// - `reserving`, then `known`: customers, locked until the end: whoever is being erased is gone before, or
    ///   goes after.
    /// - `seen`: the same without waiting. Where one of them is gone meanwhile, the erasure is younger than what
    ///   the statement sees, and nothing is written.
    /// - `added`: customers who had no number. Where another instance is quicker, nothing is written.
    /// - `version_raised`, `key_inserted`: of two decisions that reserve a contact on the same version of a
    ///   customer, and of two with the same request, the first is written.
    /// - `timeline_upserted`: one point for each customer and day. Where a day is decided more than once, the
    ///   latest decision counts.
    private static final String INSERT_SQL = """
        with input as materialized (
          select d.*, exists (
                   select from erasure e where e.pseudonym = d.pseudonym and e.erased_at > d.decided_at)
                 or d.recalled_number is not null and not exists (
                   select from customer c where c.number = d.recalled_number) as erased
          from unnest(?::uuid[], ?::timestamptz[], ?::bytea[], ?::bigint[], ?::int[], ?::date[], ?::int[], ?::bool[], ?::text[],
                      ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::float8[],
                      ?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::bytea[], ?::bytea[], ?::bytea[],
                      ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[])
            as d (id, decided_at, pseudonym, recalled_number, contact_version, as_of, release, trial, stage, transition, level, risk,
                  cause, action, channel, volume_halved, potential_loss, retention_scores, trends, outcomes,
                  language, key_number, encrypted_payload, request_hash, body_hash, reserved_action, reserved_channel,
                  experiments, arms, covariate)
        ), reserving as materialized (
          select number from customer
          where pseudonym in (select pseudonym from input where reserved_action is not null)
          order by number for no key update
        ), known as materialized (
          select pseudonym, number from customer
          where pseudonym in (select pseudonym from input) and (select count(*) from reserving) >= 0
          order by number for key share
        ), seen as (
          select count(*) as customers from customer where pseudonym in (select pseudonym from input)
        ), added as (
          insert into customer (pseudonym, first_decided, contact_version)
          select pseudonym, min(decided_at), count(reserved_action) filter (where contact_version = 0) from input
          where not erased and pseudonym not in (select pseudonym from known)
            and (select count(*) from known) = (select customers from seen)
          group by pseudonym order by pseudonym
          on conflict (pseudonym) do nothing
          returning pseudonym, number
        ), numbered as materialized (
          select pseudonym, number from known union all select pseudonym, number from added
        ), ready as materialized (
          select (select count(*) from known) = (select customers from seen)
            and not exists (
              select from input where not erased and pseudonym not in (select pseudonym from numbered)) as yes
        ), version_raised as (
          update customer c set contact_version = c.contact_version + 1
          from input i
          where (select yes from ready) and i.reserved_action is not null and not i.erased
            and c.pseudonym = i.pseudonym and c.contact_version = i.contact_version
          returning i.id
        ), first as materialized (
          select * from input
          where (select yes from ready)
            and (reserved_action is null or erased or id in (select id from version_raised)
                 or contact_version = 0 and pseudonym in (select pseudonym from added))
        ), key_inserted as (
          insert into idempotency_key (request_hash, body_hash, decision, created_at)
          select request_hash, case when erased then ''::bytea else body_hash end, id, decided_at from first
          where request_hash is not null order by request_hash
          on conflict (request_hash) do nothing
          returning decision
        ), accepted as materialized (
          select f.*, n.number from first f left join numbered n on n.pseudonym = f.pseudonym and not f.erased
          where request_hash is null or erased or id in (select decision from key_inserted)
        ), timeline_upserted as (
          insert into timeline (customer, as_of, stage, transition, volume_halved, decision, decided_at)
          select distinct on (number, as_of) number, as_of, stage, transition, volume_halved, id, decided_at
          from accepted where number is not null and stage is not null and not trial
          order by number, as_of, decided_at desc, id desc
          on conflict (customer, as_of) do update
          set stage = excluded.stage, transition = excluded.transition, volume_halved = excluded.volume_halved,
              decision = excluded.decision, decided_at = excluded.decided_at
          where excluded.decided_at >= timeline.decided_at
        ), reservation_inserted as (
          insert into contact (customer, contact_date, channel, action, decision, made)
          select number, as_of, reserved_channel, reserved_action, id, false
          from accepted where number is not null and reserved_action is not null
        ), inserted as (
          insert into decision (id, decided_at, customer, as_of, release, trial, stage, transition, level, risk,
                                cause, action, channel, potential_loss, retention_scores, trends, outcomes, language,
                                key_number, encrypted_payload, experiments, arms, covariate)
          select id, decided_at, number, as_of, release, trial, stage, transition, level, risk, cause, action, channel,
                 potential_loss, retention_scores::smallint[], trends::real[], outcomes::text[], language,
                 case when not erased then key_number end, case when not erased then encrypted_payload end,
                 experiments::text[], arms::text[], covariate
          from accepted
          returning id
        )
        select (select yes from ready), array(select id from inserted)
        """;

    /// How often a group that another instance came before is tried at once.
    private static final int MAX_ATTEMPTS = 8;

    private BatchInsert() {}

    /// Inserts the decisions of a group that no other decision conflicts with: all of them, or none.
    ///
    /// @return the ids of those inserted
    static Set<UUID> write(Connection connection, List<DecisionRow> rows) throws SQLException {
        List<DecisionRow> first = withoutConflicts(rows);
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            AttemptResult result = attempt(connection, first);
            if (result.complete()) {
                return result.ids();
            }
        }
        throw new SQLTransientException(
                "Customers were added or erased at each attempt to insert their decisions", "40001");
    }

    /// Inserts the decisions that are not stored yet: an earlier attempt may have committed without an answer.
    ///
    /// @return the ids of all that are stored now
    static Set<UUID> writeMissing(Connection connection, List<DecisionRow> rows) throws SQLException {
        Set<UUID> stored = new HashSet<>(Database.list(
                connection,
                r -> r.getObject(1, UUID.class),
                "select id from decision where id = any(?)",
                array(connection, "uuid", rows, DecisionRow::id)));
        List<DecisionRow> missing =
                rows.stream().filter(row -> !stored.contains(row.id())).toList();
        if (!missing.isEmpty()) {
            stored.addAll(write(connection, missing));
        }
        return stored;
    }

    /// One reservation for each customer, and one response for each request: the others are conflicts.
    private static List<DecisionRow> withoutConflicts(List<DecisionRow> rows) {
        Set<byte[]> reserving = new TreeSet<>(Arrays::compareUnsigned);
        Set<byte[]> requests = new TreeSet<>(Arrays::compareUnsigned);
        return rows.stream()
                .filter(row -> row.reservation() == null || reserving.add(row.pseudonym()))
                .filter(row -> row.requestHash() == null || requests.add(row.requestHash()))
                .toList();
    }

    /// @param complete false where another instance changed a customer meanwhile, and nothing was inserted
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
                        array(connection, "int8", rows, DecisionRow::recalledNumber),
                        array(connection, "int4", rows, DecisionRow::contactVersion),
                        array(connection, "date", rows, DecisionRow::asOf),
                        array(connection, "int4", rows, DecisionRow::release),
                        array(connection, "bool", rows, DecisionRow::trial),
                        array(connection, "text", rows, row -> row.columns().stage()),
                        array(connection, "text", rows, row -> row.columns().transition()),
                        array(connection, "text", rows, row -> row.columns().level()),
                        array(connection, "text", rows, row -> row.columns().risk()),
                        array(connection, "text", rows, row -> row.columns().cause()),
                        array(connection, "text", rows, row -> row.columns().action()),
                        array(connection, "text", rows, row -> row.columns().channel()),
                        array(connection, "bool", rows, row -> row.columns().volumeHalved()),
                        array(connection, "float8", rows, row -> row.columns().potentialLoss()),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> arrayLiteral(row.columns().retentionScores())),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> arrayLiteral(row.columns().trends())),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> arrayLiteral(row.columns().outcomes())),
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
                                        : row.reservation().channel()),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> ofExperiments(
                                        row, e -> arrayLiteral(e.names().toArray()))),
                        array(
                                connection,
                                "text",
                                rows,
                                row -> ofExperiments(
                                        row, e -> arrayLiteral(e.arms().toArray()))),
                        array(connection, "float8", rows, row -> ofExperiments(row, Experiments::covariate)))
                .getFirst();
    }

    private static @Nullable Object ofExperiments(DecisionRow row, Function<Experiments, @Nullable Object> value) {
        Experiments experiments = row.columns().experiments();
        return experiments == null ? null : value.apply(experiments);
    }

    private static @Nullable String arrayLiteral(@Nullable Object @Nullable [] parts) {
        return parts == null
                ? null
                : Arrays.stream(parts)
                        .map(p -> p == null ? "NULL" : '"' + p.toString() + '"')
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
