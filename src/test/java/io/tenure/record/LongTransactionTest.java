package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tenure.EncryptionKeysForTests;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Work that grows with the data is not cut off by the time limit of JTA transactions: here one second, while each
/// statement takes longer.
@QuarkusTest
@TestProfile(DataRetentionTest.NewKeyProfile.class)
class LongTransactionTest {
    @Inject
    Database database;

    @Inject
    MonthlyPartitions partitions;

    @Inject
    RecordSettings settings;

    @Inject
    PayloadCipher cipher;

    @Inject
    Erasures erasures;

    @Inject
    TransactionManager transactions;

    private final PayloadCipher oldCipher = EncryptionKeysForTests.cipher("1:encryption");
    private final String customer = "long-" + UUID.randomUUID();

    @Test
    void keyRotationRetentionAndErasureMayTakeLongerThanOtherTransactions() throws Exception {
        DecisionRow row = Rows.of(oldCipher, customer, Instant.now());
        database.transaction(c -> BatchInsert.write(c, List.of(row)));
        execute("""
            create function take_long() returns trigger language plpgsql as
            'begin perform pg_sleep(1.5); return null; end'
            """);
        execute("create trigger long_update before update on decision for each statement execute function take_long()");
        execute("create trigger long_delete before delete on timeline for each statement execute function take_long()");
        transactions.setTransactionTimeout(1);
        try {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(this::updateNothing))
                    .as("The limit is in force")
                    .isInstanceOf(RuntimeException.class);

            updateNothing();
            new KeyRotation(database, cipher, partitions).run();
            assertThat(keyNumber(row.id())).isEqualTo(2);

            new DataRetentionJob(database, partitions, settings, Clock.systemUTC()).run();
            assertThat(keyNumber(row.id())).isEqualTo(2);

            assertThat(erasures.erase(customer, "test").decisions()).isEqualTo(1);
            assertThat(erasures.erase(customer, "test").decisions()).isZero();
        } finally {
            transactions.setTransactionTimeout(0);
            execute("drop trigger long_update on decision");
            execute("drop trigger long_delete on timeline");
            execute("drop function take_long");
        }
    }

    private void updateNothing() {
        execute("update decision set customer = customer where false");
    }

    private Integer keyNumber(UUID decision) throws SQLException {
        return database.first(r -> r.getInt(1), "select key_number from decision where id = ?", decision)
                .orElseThrow();
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }
}
