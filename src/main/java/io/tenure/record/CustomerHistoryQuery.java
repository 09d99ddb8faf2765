package io.tenure.record;

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

/// Reads what is on record about a group of customers.
final class CustomerHistoryQuery {
    /// @param requestHash what the request is known by; null where it has no key
    record Lookup(byte[] pseudonym, byte @Nullable [] requestHash) {}

    /// Contacts that are older matter to no policy.
    static final int MAX_CONTACT_AGE_DAYS = 400;

    private static final String HISTORY_SQL = String.format(Locale.ROOT, """
            with c as materialized (select number, mark, contacts from customer where mark = any(?))
            select 0, mark, contacts, null::date, null, null, null::bool, null::uuid from c
            union all
            select 1, c.mark, 0, p.as_of, p.stage, p.transition, p.dropped, p.decision
            from c join path p on p.customer = c.number
            union all
            select 2, c.mark, 0, t.on_day, t.action, t.channel, t.made, t.decision
            from c join contact t on t.customer = c.number
            where t.on_day > current_date - %d
            order by 4""", MAX_CONTACT_AGE_DAYS);

    private static final class HistoryRows {
        private int contactVersion;
        private final List<CustomerHistory.StagePoint> points = new ArrayList<>();
        private final List<CustomerHistory.PastContact> contacts = new ArrayList<>();
    }

    private CustomerHistoryQuery() {}

    static List<CustomerHistory> read(Connection connection, List<Lookup> questions) throws SQLException {
        Map<byte[], HistoryRows> found = new TreeMap<>(Arrays::compareUnsigned);
        questions.forEach(q -> found.putIfAbsent(q.pseudonym(), new HistoryRows()));
        Object marks = connection.createArrayOf("bytea", found.keySet().toArray(byte[][]::new));
        Database.list(connection, row -> add(row, found), HISTORY_SQL, marks);
        Map<byte[], CustomerHistory.EarlierResponse> answered = earlierResponses(connection, questions);
        return questions.stream()
                .map(q -> {
                    HistoryRows customer = found.getOrDefault(q.pseudonym(), new HistoryRows());
                    return new CustomerHistory(
                            q.pseudonym(),
                            customer.contactVersion,
                            customer.points,
                            customer.contacts,
                            q.requestHash() == null ? null : answered.get(q.requestHash()));
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
            Connection connection, List<Lookup> questions) throws SQLException {
        Map<byte[], CustomerHistory.EarlierResponse> answered = new TreeMap<>(Arrays::compareUnsigned);
        byte[][] keys = questions.stream()
                .map(Lookup::requestHash)
                .filter(k -> k != null)
                .toArray(byte[][]::new);
        if (keys.length > 0) {
            Database.list(
                    connection,
                    r -> answered.put(
                            r.getBytes(1),
                            new CustomerHistory.EarlierResponse(r.getObject(3, UUID.class), r.getBytes(2))),
                    "select key, body, decision from request_key where key = any(?)",
                    connection.createArrayOf("bytea", keys));
        }
        return answered;
    }
}
