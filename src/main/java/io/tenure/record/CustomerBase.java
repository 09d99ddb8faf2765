package io.tenure.record;

import io.tenure.encryption.DecryptionException;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads all customers on record, a page at a time: what the latest request said of each, the stages that were decided,
/// and what was reported of them.
///
/// Trials are left out, and customers who are erased.
@Singleton
public final class CustomerBase {
    /// @param number of the customer, which says nothing of who it is
    /// @param asOf the day of the latest request
    /// @param payload of that request; null where no configured key decrypts it
    /// @param stages as they were decided, by day
    /// @param events by time
    public record StoredCustomer(
            long number, LocalDate asOf, @Nullable DecisionPayload payload, List<StageOn> stages, List<Event> events) {}

    public record StageOn(LocalDate asOf, String stage) {}

    /// A purchase or an end that was reported.
    ///
    /// @param amount net sales, money; null where the customer left
    public record Event(Instant at, @Nullable BigDecimal amount) {}

    /// @param next the number to go on after; null after the last page
    public record Page(
            List<StoredCustomer> customers, @Nullable Long next) {}

    private record Latest(
            long customer, LocalDate asOf, @Nullable DecisionPayload payload) {}

    private record Of<T>(long customer, T value) {}

    private final Database database;
    private final PayloadCipher cipher;

    CustomerBase(Database database, PayloadCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /// The customers with the next higher numbers, by number. There may be fewer than the limit before the last page:
    /// some were only tried on.
    ///
    /// @param after number of the last customer of the page before; 0 for the first page
    /// @param limit most customers, above 0
    public Page page(long after, int limit) {
        return database.transaction(c -> page(c, after, limit));
    }

    private Page page(Connection connection, long after, int limit) throws SQLException {
        Database.execute(connection, "set transaction isolation level repeatable read, read only");
        List<Long> numbers = Database.list(
                connection,
                row -> row.getLong(1),
                "select number from customer where number > ? order by number limit ?",
                after,
                limit);
        Array all = connection.createArrayOf("int8", numbers.toArray());
        List<Latest> latest = Database.list(connection, this::latest, """
                select distinct on (customer) customer, as_of, id, key_number, encrypted_payload from decision
                where customer = any(?) and not trial and encrypted_payload is not null
                order by customer, as_of desc, decided_at desc""", all);
        Map<Long, List<StageOn>> stages = byCustomer(Database.list(
                connection,
                row -> new Of<>(row.getLong(1), new StageOn(row.getObject(2, LocalDate.class), row.getString(3))),
                """
                select customer, as_of, stage from timeline where customer = any(?)
                order by customer, as_of""",
                all));
        Map<Long, List<Event>> events = byCustomer(Database.list(
                connection,
                row -> new Of<>(row.getLong(1), new Event(Database.instant(row, 2), row.getBigDecimal(3))),
                """
                select customer, at, amount from feedback
                where customer = any(?) and type in ('PURCHASED', 'LEFT') order by customer, at""",
                all));
        List<StoredCustomer> customers = new ArrayList<>();
        for (Latest one : latest) {
            customers.add(new StoredCustomer(
                    one.customer,
                    one.asOf,
                    one.payload,
                    stages.getOrDefault(one.customer, List.of()),
                    events.getOrDefault(one.customer, List.of())));
        }
        return new Page(customers, numbers.size() < limit ? null : numbers.getLast());
    }

    private Latest latest(ResultSet row) throws SQLException {
        DecisionPayload payload;
        try {
            payload = DecisionPayload.of(cipher.decrypt(row.getObject(3, UUID.class), row.getInt(4), row.getBytes(5)));
        } catch (DecryptionException _) {
            payload = null;
        }
        return new Latest(row.getLong(1), row.getObject(2, LocalDate.class), payload);
    }

    private static <T> Map<Long, List<T>> byCustomer(List<Of<T>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Of::customer, Collectors.mapping(Of::value, Collectors.toList())));
    }
}
