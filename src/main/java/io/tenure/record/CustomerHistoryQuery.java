package io.tenure.record;

import io.tenure.bundle.ContactLimit;
import io.tenure.history.CustomerHistory;
import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the histories of a group of customers in one round trip.
final class CustomerHistoryQuery {
    /// @param asOf the day to be decided
    /// @param requestHash identifies the request; null where it has no idempotency key
    record Lookup(byte[] pseudonym, LocalDate asOf, byte @Nullable [] requestHash) {
        /// Contacts of this day and earlier ones don't matter.
        private LocalDate contactCutoff() {
            return asOf.minusDays(ContactLimit.MAX_DAYS);
        }
    }

    private static final String HISTORY_SQL = """
        with c as materialized (
          select number, customer.pseudonym, contact_version, cutoff
          from unnest(?::bytea[], ?::date[]) as q (pseudonym, cutoff)
          join customer on customer.pseudonym = q.pseudonym
        )
        select 0, pseudonym, contact_version, null::date, null, null, null::bool, null::uuid, number from c
        union all
        select 1, c.pseudonym, 0, t.as_of, t.stage, t.transition, t.volume_halved, t.decision, 0
        from c join timeline t on t.customer = c.number
        union all
        select 2, c.pseudonym, 0, t.contact_date, t.action, t.channel, t.made, t.decision, 0
        from c join contact t on t.customer = c.number
        where t.contact_date > c.cutoff
        order by 4
        """;

    private static final class HistoryRows {
        private final LocalDate cutoff;
        private long number;
        private int contactVersion;
        private final List<CustomerHistory.StagePoint> points = new ArrayList<>();
        private final List<CustomerHistory.PastContact> contacts = new ArrayList<>();

        private HistoryRows(LocalDate cutoff) {
            this.cutoff = cutoff;
        }

        private @Nullable Long numberIfAnything() {
            return points.isEmpty() && contacts.isEmpty() ? null : (Long) number;
        }

        private List<CustomerHistory.PastContact> contactsAfter(LocalDate date) {
            return contacts.stream().filter(c -> c.date().isAfter(date)).toList();
        }
    }

    private CustomerHistoryQuery() {}

    static List<CustomerHistory> read(Connection connection, List<Lookup> lookups) throws SQLException {
        Map<byte[], HistoryRows> found = new TreeMap<>(Arrays::compareUnsigned);
        // Of several days of one customer the earliest decides what is read.
        lookups.stream()
                .sorted(Comparator.comparing(Lookup::asOf))
                .forEach(q -> found.putIfAbsent(q.pseudonym(), new HistoryRows(q.contactCutoff())));
        Database.list(
                connection,
                row -> add(row, found),
                HISTORY_SQL,
                BatchInsert.array(connection, "bytea", found.keySet(), pseudonym -> pseudonym),
                BatchInsert.array(connection, "date", found.values(), rows -> rows.cutoff));
        Map<byte[], CustomerHistory.EarlierResponse> responses = earlierResponses(connection, lookups);
        return lookups.stream()
                .map(q -> {
                    HistoryRows customer = Objects.requireNonNull(found.get(q.pseudonym()));
                    return new CustomerHistory(
                            q.pseudonym(),
                            customer.numberIfAnything(),
                            customer.contactVersion,
                            customer.points,
                            customer.contactsAfter(q.contactCutoff()),
                            q.requestHash() == null ? null : responses.get(q.requestHash()));
                })
                .toList();
    }

    private static int add(ResultSet row, Map<byte[], HistoryRows> found) throws SQLException {
        HistoryRows customer = Objects.requireNonNull(found.get(row.getBytes(2)));
        switch (row.getInt(1)) {
            case 0 -> {
                customer.contactVersion = row.getInt(3);
                customer.number = row.getLong(9);
            }
            case 1 ->
                customer.points.add(new CustomerHistory.StagePoint(
                        row.getObject(4, LocalDate.class),
                        row.getString(5),
                        row.getString(6),
                        (Boolean) row.getObject(7),
                        row.getObject(8, UUID.class)));
            default ->
                customer.contacts.add(new CustomerHistory.PastContact(
                        row.getObject(4, LocalDate.class), row.getString(6), row.getString(5), row.getBoolean(7)));
        }
        return 0;
    }

    private static Map<byte[], CustomerHistory.EarlierResponse> earlierResponses(
            Connection connection, List<Lookup> lookups) throws SQLException {
        Map<byte[], CustomerHistory.EarlierResponse> responses = new TreeMap<>(Arrays::compareUnsigned);
        byte[][] keys =
                lookups.stream().map(Lookup::requestHash).filter(k -> k != null).toArray(byte[][]::new);
        if (keys.length > 0) {
            Database.list(
                    connection,
                    r -> responses.put(
                            r.getBytes(1),
                            new CustomerHistory.EarlierResponse(r.getObject(3, UUID.class), r.getBytes(2))),
                    "select request_hash, body_hash, decision from idempotency_key where request_hash = any(?)",
                    connection.createArrayOf("bytea", keys));
        }
        return responses;
    }
}
