package io.tenure.record;

import io.tenure.history.CustomerHistory;
import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the histories of a group of customers in one round trip.
final class CustomerHistoryQuery {
    /// @param requestHash identifies the request; null where it has no idempotency key
    record Lookup(byte[] pseudonym, byte @Nullable [] requestHash) {}

    /// No contact limit looks further back.
    static final int MAX_CONTACT_AGE_DAYS = 400;

    private static final String HISTORY_SQL = String.format(Locale.ROOT, """
            with c as materialized (select number, pseudonym, contact_version from customer where pseudonym = any(?))
            select 0, pseudonym, contact_version, null::date, null, null, null::bool, null::uuid from c
            union all
            select 1, c.pseudonym, 0, t.as_of, t.stage, t.transition, t.volume_halved, t.decision
            from c join timeline t on t.customer = c.number
            union all
            select 2, c.pseudonym, 0, t.contact_date, t.action, t.channel, t.made, t.decision
            from c join contact t on t.customer = c.number
            where t.contact_date > current_date - %d
            order by 4""", MAX_CONTACT_AGE_DAYS);

    private static final class HistoryRows {
        private int contactVersion;
        private final List<CustomerHistory.StagePoint> points = new ArrayList<>();
        private final List<CustomerHistory.PastContact> contacts = new ArrayList<>();
    }

    private CustomerHistoryQuery() {}

    static List<CustomerHistory> read(Connection connection, List<Lookup> lookups) throws SQLException {
        Map<byte[], HistoryRows> found = new TreeMap<>(Arrays::compareUnsigned);
        lookups.forEach(q -> found.putIfAbsent(q.pseudonym(), new HistoryRows()));
        Object pseudonyms = connection.createArrayOf("bytea", found.keySet().toArray(byte[][]::new));
        Database.list(connection, row -> add(row, found), HISTORY_SQL, pseudonyms);
        Map<byte[], CustomerHistory.EarlierResponse> responses = earlierResponses(connection, lookups);
        return lookups.stream()
                .map(q -> {
                    HistoryRows customer = found.getOrDefault(q.pseudonym(), new HistoryRows());
                    return new CustomerHistory(
                            q.pseudonym(),
                            customer.contactVersion,
                            customer.points,
                            customer.contacts,
                            q.requestHash() == null ? null : responses.get(q.requestHash()));
                })
                .toList();
    }

    private static int add(ResultSet row, Map<byte[], HistoryRows> found) throws SQLException {
        HistoryRows customer = found.getOrDefault(row.getBytes(2), new HistoryRows());
        switch (row.getInt(1)) {
            case 0 -> customer.contactVersion = row.getInt(3);
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
