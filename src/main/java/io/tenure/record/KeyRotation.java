package io.tenure.record;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
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

/// Seals old rows anew under the current key, so that the keys before it can be dropped.
///
/// In small batches, each a transaction of its own: stopped at any moment, nothing is lost, and the next start goes
/// on with what is left. One instance at a time does it.
@Singleton
public final class KeyRotation {
    /// How far it has come.
    ///
    /// @param currentKey number of the key that seals now
    /// @param running whether some instance is at it
    /// @param remaining rows under other keys
    /// @param rowsByKey how many rows each key seals, by its number
    /// @param missingKeys numbers of keys that rows are sealed under and that aren't configured
    @RegisterForReflection
    @Schema(name = "Resealing", description = "How far sealing anew has come")
    public record Progress(int currentKey, boolean running, long remaining, Map<Integer, Long> rowsByKey, List<Integer> missingKeys) {}

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

    KeyRotation(Database database, PayloadCipher seal, MonthlyPartitions months) {
        this.database = database;
        this.cipher = seal;
        this.partitions = months;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Begins in the background, unless it runs already.
    public void start(String who) {
        database.transaction(c -> {
            Audit.logSuccess(c, who, "reseal", "history", "under key " + cipher.currentKeyNumber());
            return 0;
        });
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("record-reseal").start(() -> {
                try {
                    run();
                } catch (SQLException | RuntimeException e) {
                    LOG.warnf(
                            "Sealing anew stopped (%s); start it again to go on.",
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
                                    and (classid::bigint << 32) + objid::bigint = ?""", LOCK_ID).isPresent();
            return new Progress(
                    cipher.currentKeyNumber(),
                    running,
                    rows.entrySet().stream()
                            .filter(e -> e.getKey() != cipher.currentKeyNumber())
                            .mapToLong(Map.Entry::getValue)
                            .sum(),
                    rows,
                    rows.keySet().stream().filter(k -> !cipher.hasKey(k)).toList());
        });
    }

    /// @return rows sealed anew; 0 where another instance is at it
    long run() throws SQLException {
        try (Connection turn = database.connection()) {
            turn.setAutoCommit(false);
            try {
                boolean mine = Database.list(turn, r -> r.getBoolean(1), "select pg_try_advisory_xact_lock(?)", LOCK_ID)
                        .getFirst();
                return mine ? rotateAll() : 0;
            } finally {
                turn.rollback();
            }
        }
    }

    private long rotateAll() {
        long all = 0;
        for (YearMonth month : partitions.all()) {
            UUID end = MonthlyPartitions.firstId(month.plusMonths(1));
            UUID from = MonthlyPartitions.firstId(month);
            while (from != null && !stopping) {
                UUID after = from;
                List<OldRow> batch = database.transaction(c -> rotateBatch(c, after, end));
                all += batch.size();
                from = batch.size() < BATCH ? null : batch.getLast().id();
            }
        }
        long count = all;
        database.transaction(c -> {
            Audit.logSuccess(
                    c, "tenure", "resealed", "history", count + " rows under key " + cipher.currentKeyNumber());
            return 0;
        });
        return all;
    }

    private List<OldRow> rotateBatch(Connection connection, UUID after, UUID end) throws SQLException {
        // Rows that somebody else holds are being erased, or are taken by the next run: waiting for them while
        // holding others would be half of a circle.
        List<OldRow> batch = Database.list(
                connection,
                r -> new OldRow(r.getObject(1, UUID.class), r.getInt(2), r.getBytes(3)),
                String.format(Locale.ROOT, """
                select id, key_number, sealed from decision
                where id > ? and id < ? and key_number = any(?)
                order by id limit %d for update skip locked""", BATCH),
                after,
                end,
                connection.createArrayOf("int2", cipher.decryptOnlyKeys().toArray()));
        if (!batch.isEmpty()) {
            List<byte[]> sealed = new ArrayList<>();
            batch.forEach(old -> sealed.add(
                    cipher.encrypt(old.id(), cipher.decrypt(old.id(), old.keyNumber(), old.encryptedPayload()))));
            Database.execute(
                    connection,
                    """
                    update decision d set sealed = n.sealed, key_number = ?
                    from unnest(?::uuid[], ?::bytea[]) as n (id, sealed)
                    where d.id = n.id and d.id > ? and d.id < ?""",
                    (short) cipher.currentKeyNumber(),
                    BatchInsert.array(connection, "uuid", batch, OldRow::id),
                    BatchInsert.array(connection, "bytea", sealed, s -> s),
                    after,
                    end);
        }
        return batch;
    }
}
