package io.tenure.record;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Encrypts stored payloads again with the current key, so that older keys can be removed.
///
/// In small batches, each a transaction of its own: stopped at any time, nothing is lost, and the next start
/// continues with the rest. One instance at a time does it.
@Singleton
public final class KeyRotation {
    /// How far the rotation is.
    ///
    /// @param currentKey number of the key that encrypts now
    /// @param running whether an instance is rotating now
    /// @param remaining rows encrypted with other keys
    /// @param rowsByKey how many rows each key encrypts, by its number
    /// @param missingKeys numbers of keys that rows are encrypted with and that are not configured
    /// @param unreadable rows that the last rotation of this instance could not decrypt, and left as they are
    @RegisterForReflection
    @Schema(name = "KeyRotation", description = "How far the key rotation is")
    public record Progress(
            int currentKey,
            boolean running,
            long remaining,
            Map<Integer, Long> rowsByKey,
            List<Integer> missingKeys,
            long unreadable) {}

    private record OldRow(UUID id, int keyNumber, byte[] encryptedPayload) {}

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int BATCH = 200;

    /// Number of the advisory lock, the same on every instance.
    private static final long LOCK_ID = 0x74656e757265L;

    private final Database database;
    private final PayloadCipher cipher;
    private final MonthlyPartitions partitions;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile long unreadable;

    KeyRotation(Database database, PayloadCipher cipher, MonthlyPartitions partitions) {
        this.database = database;
        this.cipher = cipher;
        this.partitions = partitions;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Starts in the background, unless it runs already.
    ///
    /// @param startedBy name of the user
    public void start(String startedBy) {
        database.transaction(c -> {
            Audit.logSuccess(c, startedBy, "key-rotation-start", "record", "to key " + cipher.currentKeyNumber());
            return 0;
        });
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("key-rotation").start(() -> {
                try {
                    run();
                } catch (SQLException | RuntimeException | Error e) {
                    LOG.warnf(
                            "The key rotation stopped (%s); start it again to continue.",
                            e.getClass().getSimpleName());
                } finally {
                    started.set(false);
                }
            });
        }
    }

    public Progress progress() {
        return database.transaction(c -> {
            Map<Integer, Long> rows = new TreeMap<>();
            Database.list(
                    c,
                    r -> rows.put(r.getInt(1), r.getLong(2)),
                    "select key_number, count(*) from decision where key_number is not null group by key_number");
            boolean running =
                    started.get() || Database.first(c, _ -> 0, """
                        select from pg_locks where locktype = 'advisory' and granted
                        and database = (select oid from pg_database where datname = current_database())
                        and (classid::bigint << 32) + objid::bigint = ?
                        """, LOCK_ID).isPresent();
            return new Progress(
                    cipher.currentKeyNumber(),
                    running,
                    rows.entrySet().stream()
                            .filter(e -> e.getKey() != cipher.currentKeyNumber())
                            .mapToLong(Map.Entry::getValue)
                            .sum(),
                    rows,
                    rows.keySet().stream().filter(k -> !cipher.hasKey(k)).toList(),
                    unreadable);
        });
    }

    /// @return rows that were encrypted again; 0 where another instance is rotating
    long run() throws SQLException {
        try (Connection lock = database.connection()) {
            lock.setAutoCommit(false);
            try {
                boolean acquired = Database.list(
                                lock, r -> r.getBoolean(1), "select pg_try_advisory_xact_lock(?)", LOCK_ID)
                        .getFirst();
                return acquired ? rotateAll() : 0;
            } finally {
                lock.rollback();
            }
        }
    }

    private long rotateAll() {
        long total = 0;
        long damaged = 0;
        for (YearMonth month : partitions.all()) {
            UUID end = MonthlyPartitions.firstId(month.plusMonths(1));
            UUID from = MonthlyPartitions.firstId(month);
            while (from != null && !stopping) {
                UUID after = from;
                Batch batch = database.transaction(c -> rotateBatch(c, after, end));
                total += batch.rotated();
                damaged += batch.unreadable();
                from = batch.last();
            }
        }
        unreadable = damaged;
        String result = String.format(
                Locale.ROOT,
                "%d rows to key %d%s",
                total,
                cipher.currentKeyNumber(),
                damaged == 0 ? "" : ", " + damaged + " unreadable rows left as they are");
        database.transaction(c -> {
            Audit.logSuccess(c, "tenure", "key-rotation-complete", "record", result);
            return 0;
        });
        return total;
    }

    /// @param last id of the last row; null if there are no more
    private record Batch(
            int rotated, int unreadable, @Nullable UUID last) {}

    private Batch rotateBatch(Connection connection, UUID after, UUID end) throws SQLException {
        // Locked rows are being erased, or are left to the next run: waiting for them while holding others could be a
        // deadlock.
        List<OldRow> batch = Database.list(
                connection,
                r -> new OldRow(r.getObject(1, UUID.class), r.getInt(2), r.getBytes(3)),
                String.format(Locale.ROOT, """
                    select id, key_number, encrypted_payload from decision
                    where id > ? and id < ? and key_number = any(?)
                    order by id limit %d for update skip locked
                    """, BATCH),
                after,
                end,
                connection.createArrayOf("int2", cipher.decryptOnlyKeys().toArray()));
        List<OldRow> readable = new ArrayList<>();
        List<byte[]> encrypted = new ArrayList<>();
        for (OldRow old : batch) {
            try {
                encrypted.add(
                        cipher.encrypt(old.id(), cipher.decrypt(old.id(), old.keyNumber(), old.encryptedPayload())));
                readable.add(old);
            } catch (RuntimeException _) {
                // Damaged on the disk or by hand. The others must not wait for it.
                LOG.errorf(
                        "The payload of decision %s can't be read with key %s; it stays as it is.",
                        old.id(), old.keyNumber());
            }
        }
        if (!readable.isEmpty()) {
            Database.execute(
                    connection,
                    """
                    update decision d set encrypted_payload = n.encrypted_payload, key_number = ?
                    from unnest(?::uuid[], ?::bytea[]) as n (id, encrypted_payload)
                    where d.id = n.id and d.id > ? and d.id < ?
                    """,
                    (short) cipher.currentKeyNumber(),
                    BatchInsert.array(connection, "uuid", readable, OldRow::id),
                    BatchInsert.array(connection, "bytea", encrypted, e -> e),
                    after,
                    end);
        }
        return new Batch(
                readable.size(),
                batch.size() - readable.size(),
                batch.size() < BATCH ? null : batch.getLast().id());
    }
}
