package io.tenure.record;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Removes customers from the record, and keeps a receipt of each erasure.
///
/// The outcomes of their decisions stay for the report, with no tie to the customer. A decision about the customer
/// that is being stored at the same time is either stored before, and erased, or recognized by its pseudonym and
/// stored without the customer.
@Singleton
public final class Erasures {
    /// The result of an erasure: what was removed.
    ///
    /// @param decisions decisions whose facts were erased; their outcomes stay for the report
    /// @param feedback entries of feedback on them, which stay without the customer
    /// @param contacts contacts that were deleted
    /// @param timelinePoints days of the timeline that were deleted
    @RegisterForReflection
    @Schema(name = "ErasureReceipt", description = "That a customer was erased, and how much was removed")
    public record Receipt(
            UUID id,
            Instant erasedAt,
            String erasedBy,
            int decisions,
            int feedback,
            int contacts,
            int timelinePoints) {}

    /// It takes as long as the customer has decisions, and searches the idempotency keys of all customers.
    private static final int TIMEOUT_SECONDS = 600;

    /// A number that no customer has: another erasure has just removed theirs.
    private static final long NO_CUSTOMER = -1;

    private final Database database;
    private final PayloadCipher cipher;
    private final ErasureReceipts receipts;
    private final Audit audit;

    Erasures(Database database, PayloadCipher cipher, ErasureReceipts receipts, Audit audit) {
        this.database = database;
        this.cipher = cipher;
        this.receipts = receipts;
        this.audit = audit;
    }

    /// Erases a customer; all of it, or nothing.
    ///
    /// That the customer was erased is stored even where nothing else is: their decisions may still wait in the
    /// journal of an instance, and are recognized by it when they are stored.
    ///
    /// @param erasedBy name of the user who asked for it
    public Receipt erase(String customerId, String erasedBy) {
        byte[] pseudonym = cipher.pseudonym(customerId);
        return QuarkusTransaction.joiningExisting().timeout(TIMEOUT_SECONDS).call(() -> {
            try (Connection connection = database.connection()) {
                // Waits for decisions about the customer that are being stored, and makes later ones wait. A row of a
                // customer who has none is what decisions that would add it wait for.
                boolean isNew = Database.execute(connection, """
                    insert into customer (pseudonym, first_decided) values (?, clock_timestamp())
                    on conflict (pseudonym) do nothing
                    """, pseudonym) > 0;
                long number = Database.first(
                                connection,
                                r -> r.getLong(1),
                                "select number from customer where pseudonym = ? for update",
                                pseudonym)
                        .orElse(NO_CUSTOMER);
                return erase(connection, number, isNew || number == NO_CUSTOMER, pseudonym, erasedBy);
            }
        });
    }

    public Optional<Receipt> receipt(UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> receipts.findByIdOptional(id).map(Erasures::receiptOf));
    }

    /// @param unknown whether nothing was stored about the customer
    private Receipt erase(Connection connection, long number, boolean unknown, byte[] pseudonym, String erasedBy)
            throws SQLException {
        // The keys stay, without the hash of the body: the same request sent again must not be decided again.
        Database.execute(
                connection,
                "update idempotency_key set body_hash = '' where decision in (select id from decision where customer ="
                        + " ?)",
                number);
        int decisions = Database.execute(
                connection,
                "update decision set customer = null, key_number = null, encrypted_payload = null where customer = ?",
                number);
        int feedback = Database.execute(connection, "update feedback set customer = null where customer = ?", number);
        int contacts = Database.execute(connection, "delete from contact where customer = ?", number);
        int points = Database.execute(connection, "delete from timeline where customer = ?", number);
        Database.execute(connection, "delete from customer where number = ?", number);
        ErasureEntity receipt = new ErasureEntity(
                UUID.randomUUID(),
                pseudonym,
                Database.now(connection),
                erasedBy,
                decisions,
                feedback,
                contacts,
                points);
        receipts.persistAndFlush(receipt);
        audit.logSuccess(
                erasedBy,
                "customer-erase",
                unknown ? "customer" : "customer:" + number,
                "erasure " + receipt.id + (unknown ? ", nothing was stored" : ""));
        return receiptOf(receipt);
    }

    private static Receipt receiptOf(ErasureEntity e) {
        return new Receipt(e.id, e.erasedAt, e.erasedBy, e.decisions, e.feedback, e.contacts, e.timelinePoints);
    }
}
