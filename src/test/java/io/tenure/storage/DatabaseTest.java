package io.tenure.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DatabaseTest {
    @Inject
    Database database;

    @Inject
    Audit audit;

    private final String actor = "database-test-" + UUID.randomUUID();

    @Test
    void whateverIsThrownInATransactionRollsItBack() {
        for (Throwable thrown : List.of(
                new StackOverflowError(), new OutOfMemoryError(), new AssertionError(), new IllegalStateException())) {
            assertThatThrownBy(() -> database.transaction(c -> {
                        Audit.logSuccess(c, actor, "test", "own transaction", "");
                        throw sneaky(thrown);
                    }))
                    .isSameAs(thrown);
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                        audit.logSuccess(actor, "test", "JTA", "");
                        database.transaction(c -> {
                            Audit.logSuccess(c, actor, "test", "the connection of a JTA transaction", "");
                            throw sneaky(thrown);
                        });
                    }))
                    .satisfies(e ->
                            assertThat(e == thrown || e.getCause() == thrown).isTrue());
        }
        assertThat(database.list(r -> r.getString(1), "select subject from audit where actor = ?", actor))
                .isEmpty();
    }

    @Test
    void aFailureThatCannotBeRolledBackIsStillTheOneReported() {
        assertThatThrownBy(() -> database.transaction(c -> {
                    Database.list(c, _ -> 0, "select pg_terminate_backend(pg_backend_pid())");
                    throw new AssertionError("the work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> database.transaction(c -> {
                    try {
                        Database.list(c, _ -> 0, "select pg_terminate_backend(pg_backend_pid())");
                    } catch (SQLException _) {
                        throw new AssertionError("the work failed");
                    }
                    return 0;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the work failed");
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "53100, true",
        "57P01, true",
        "28P01, true",
        "3D000, true",
        "58030, true",
        ", true",
        "22003, false",
        "23514, false",
        "42703, false",
        "40001, false",
        "0A000, false",
        "25006, false",
        "XX000, false"
    })
    void onlyStatesThatMeanAnOutageCountAsOne(String state, boolean unavailable) {
        assertThat(Database.isUnavailable(new SQLException("", state))).isEqualTo(unavailable);
    }

    @Test
    void theFailureOfTheDatabaseIsFoundAmongCausesAndWhatTheySuppressed() {
        SQLException failure = new SQLException("", "08006");
        RuntimeException commit = new RuntimeException(new IllegalStateException());
        commit.getCause().addSuppressed(new RuntimeException(failure));
        assertThat(Database.sqlException(commit)).containsSame(failure);
        assertThat(Database.sqlException(failure)).containsSame(failure);
        assertThat(Database.sqlException(new RuntimeException(new Error()))).isEmpty();

        RuntimeException circle = new RuntimeException();
        circle.initCause(new RuntimeException(circle));
        assertThat(Database.sqlException(circle)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
