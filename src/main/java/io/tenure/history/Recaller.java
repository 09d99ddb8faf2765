package io.tenure.history;

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
final class Recaller {
    /// @param request what the request is known by; null where it has no key
    record Question(byte[] mark, byte @Nullable [] request) {}

    /// Contacts that are older matter to no policy.
    static final int CONTACT_DAYS = 400;

    private static final String EVERYTHING = String.format(Locale.ROOT, """
            with c as materialized (select number, mark, contacts from customer where mark = any(?))
            select 0, mark, contacts, null::date, null, null, null::bool, null::uuid from c
            union all
            select 1, c.mark, 0, p.as_of, p.stage, p.transition, p.dropped, p.decision
            from c join path p on p.customer = c.number
            union all
            select 2, c.mark, 0, t.on_day, t.action, t.channel, t.made, t.decision
            from c join contact t on t.customer = c.number
            where t.on_day > current_date - %d
            order by 4""", CONTACT_DAYS);

    private static final class Found {
        private int version;
        private final List<Past.Point> path = new ArrayList<>();
        private final List<Past.Touch> contacts = new ArrayList<>();
    }

    private Recaller() {}

    static List<Past> read(Connection connection, List<Question> questions) throws SQLException {
        Map<byte[], Found> found = new TreeMap<>(Arrays::compareUnsigned);
        questions.forEach(q -> found.putIfAbsent(q.mark(), new Found()));
        Object marks = connection.createArrayOf("bytea", found.keySet().toArray(byte[][]::new));
        Database.list(connection, row -> add(row, found), EVERYTHING, marks);
        Map<byte[], Past.Answered> answered = answered(connection, questions);
        return questions.stream()
                .map(q -> {
                    Found customer = found.getOrDefault(q.mark(), new Found());
                    return new Past(
                            q.mark(),
                            customer.version,
                            customer.path,
                            customer.contacts,
                            q.request() == null ? null : answered.get(q.request()));
                })
                .toList();
    }

    private static int add(ResultSet row, Map<byte[], Found> found) throws SQLException {
        Found customer = found.getOrDefault(row.getBytes(2), new Found());
        switch (row.getInt(1)) {
            case 0 -> customer.version = row.getInt(3);
            case 1 ->
                customer.path.add(new Past.Point(
                        row.getObject(4, LocalDate.class),
                        row.getString(5),
                        row.getString(6),
                        (Boolean) row.getObject(7),
                        row.getObject(8, UUID.class)));
            default ->
                customer.contacts.add(new Past.Touch(
                        row.getObject(4, LocalDate.class), row.getString(6), row.getString(5), row.getBoolean(7)));
        }
        return 0;
    }

    private static Map<byte[], Past.Answered> answered(Connection connection, List<Question> questions)
            throws SQLException {
        Map<byte[], Past.Answered> answered = new TreeMap<>(Arrays::compareUnsigned);
        byte[][] keys =
                questions.stream().map(Question::request).filter(k -> k != null).toArray(byte[][]::new);
        if (keys.length > 0) {
            Database.list(
                    connection,
                    r -> answered.put(r.getBytes(1), new Past.Answered(r.getObject(3, UUID.class), r.getBytes(2))),
                    "select key, body, decision from request_key where key = any(?)",
                    connection.createArrayOf("bytea", keys));
        }
        return answered;
    }
}
