package io.tenure.record;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Takes a customer out of the record, and keeps a receipt of it.
///
/// What was decided stays for the counts, tied to nobody. Who decides the customer at the same time either comes
/// before, and is erased, or is known as late by its mark.
@Singleton
public final class Erasures {
    /// @param decisions whose facts were erased; their outcomes stay for the counts
    /// @param feedback of the decisions, tied to nobody from now on
    /// @param contacts deleted
    /// @param timelinePoints of the path, deleted
    @RegisterForReflection
    @Schema(name = "ErasureReceipt", description = "That a customer was erased, and how much went")
    public record Receipt(
            UUID id, Instant erasedAt, String erasedBy, int decisions, int feedback, int contacts, int timelinePoints) {}

    private static final String RECEIPT_SQL =
            "select receipt, erased_at, erased_by, decisions, outcomes, contacts, days from erasure";

    private final Database database;
    private final PayloadCipher cipher;

    Erasures(Database database, PayloadCipher seal) {
        this.database = database;
        this.cipher = seal;
    }

    /// Empty where nothing is on record.
    public Optional<Receipt> erase(String customerId, String who) {
        byte[] mark = cipher.pseudonym(customerId);
        return database.transaction(c -> {
            // Waits for those who are writing about the customer, and makes others wait.
            Optional<Long> number =
                    Database.first(c, r -> r.getLong(1), "select number from customer where mark = ? for update", mark);
            return number.isEmpty() ? Optional.empty() : Optional.of(erase(c, number.get(), mark, who));
        });
    }

    public Optional<Receipt> receipt(UUID id) {
        return database.first(Erasures::receipt, RECEIPT_SQL + " where receipt = ?", id);
    }

    private static Receipt erase(Connection connection, long number, byte[] mark, String who) throws SQLException {
        Database.execute(
                connection,
                "delete from request_key where decision in (select id from decision where customer = ?)",
                number);
        int decisions = Database.execute(
                connection,
                "update decision set customer = null, key_number = null, sealed = null where customer = ?",
                number);
        int outcomes = Database.execute(connection, "update outcome set customer = null where customer = ?", number);
        int contacts = Database.execute(connection, "delete from contact where customer = ?", number);
        int days = Database.execute(connection, "delete from path where customer = ?", number);
        Database.execute(connection, "delete from customer where number = ?", number);
        UUID id = UUID.randomUUID();
        Database.execute(connection, """
                insert into erasure (receipt, mark, erased_at, erased_by, decisions, outcomes, contacts, days)
                values (?, ?, clock_timestamp(), ?, ?, ?, ?, ?)""", id, mark, who, decisions, outcomes, contacts, days);
        Audit.logSuccess(connection, who, "erase", "customer:" + number, "receipt " + id);
        return Database.first(connection, Erasures::receipt, RECEIPT_SQL + " where receipt = ?", id)
                .orElseThrow();
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getObject(1, UUID.class),
                Database.instant(row, 2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7));
    }
}
