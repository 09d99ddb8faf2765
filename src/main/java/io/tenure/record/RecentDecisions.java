package io.tenure.record;

import io.tenure.encryption.DecryptionException;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the latest decision of each customer, a part at a time.
///
/// Trials are left out, and decisions whose customer is erased.
@Singleton
public final class RecentDecisions {
    private static final int FETCH_SIZE = 5_000;

    private final Database database;
    private final PayloadCipher cipher;

    RecentDecisions(Database database, PayloadCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /// The ids of decisions, one for each customer, the latest first.
    ///
    /// @param max how many at most
    /// @param from first day of decisions, UTC; null for all before
    /// @param to last day; null for all after
    public List<UUID> latest(int max, @Nullable LocalDate from, @Nullable LocalDate to) {
        return database.transaction(c -> latest(
                c,
                max,
                from == null
                        ? new UUID(0, 0)
                        : MonthlyPartitions.firstId(
                                from.atStartOfDay(ZoneOffset.UTC).toInstant()),
                MonthlyPartitions.firstId(
                        to == null
                                ? Instant.now().plusSeconds(86_400)
                                : to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())));
    }

    private static List<UUID> latest(Connection connection, int max, UUID first, UUID end) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        Set<Long> customers = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select id, customer from decision
                where id >= ? and id < ? and not trial and customer is not null and encrypted_payload is not null
                order by id desc""")) {
            statement.setObject(1, first);
            statement.setObject(2, end);
            // With a fetch size the driver reads through a cursor.
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                while (ids.size() < max && rows.next()) {
                    if (customers.add(rows.getLong(2))) {
                        ids.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        return ids;
    }

    /// The decisions of these ids in their order. The payload is null where no configured key decrypts it, or where
    /// the customer was erased meanwhile.
    public List<StoredDecision> read(List<UUID> ids) {
        return database.list(
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    return new StoredDecision(
                            id,
                            Database.instant(row, 2),
                            row.getObject(3, LocalDate.class),
                            row.getInt(4),
                            row.getBoolean(5),
                            row.getString(6),
                            (Long) row.getObject(9),
                            payload(id, row.getInt(7), row.getBytes(8)));
                },
                // With the bounds, months that hold none of them are not searched.
                """
                select id, decided_at, as_of, release, trial, language, key_number, encrypted_payload, customer
                from decision where id = any(?::uuid[]) and id >= ? and id <= ? order by id desc""",
                array(ids),
                ids.getLast(),
                ids.getFirst());
    }

    private static String array(List<UUID> ids) {
        return ids.toString().replace('[', '{').replace(']', '}').replace(" ", "");
    }

    private @Nullable DecisionPayload payload(UUID id, int key, byte @Nullable [] encrypted) {
        try {
            return encrypted == null ? null : DecisionPayload.of(cipher.decrypt(id, key, encrypted));
        } catch (DecryptionException _) {
            return null;
        }
    }
}
