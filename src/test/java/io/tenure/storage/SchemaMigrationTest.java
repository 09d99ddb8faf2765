package io.tenure.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchemaMigrationTest {
    @Inject
    Database database;

    @Inject
    SchemaMigration schema;

    @Test
    void knowsEveryMigration() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SchemaMigration.MIGRATIONS);
        }
    }

    @Test
    void doesNotAskFlywayWhereNothingIsLeftToDo() {
        assertThat(schema.isCurrent()).isTrue();
    }

    @Test
    void asksFlywayWhereAMigrationIsMissing() {
        assertThat(isCurrentAfter("delete from flyway_schema_history where version = '2'"))
                .isFalse();
    }

    @Test
    void asksFlywayWhereAMigrationWasChanged() {
        assertThat(isCurrentAfter("update flyway_schema_history set checksum = checksum + 1 where version = '2'"))
                .isFalse();
    }

    @Test
    void asksFlywayWhereAMigrationFailed() {
        assertThat(isCurrentAfter("update flyway_schema_history set success = false where version = '2'"))
                .isFalse();
    }

    @Test
    void leavesMigrationsOfNewerVersionsToThem() {
        assertThat(isCurrentAfter("""
                insert into flyway_schema_history
                select installed_rank + 1000, '999', 'newer', type, 'V999__newer.sql', 1, installed_by, now(), 1, true
                from flyway_schema_history order by installed_rank desc limit 1""")).isTrue();
    }

    @Test
    void asksFlywayWhereThereIsNoTableYet() {
        assertThat(isCurrentAfter("drop table flyway_schema_history")).isFalse();
    }

    private boolean isCurrentAfter(String change) {
        execute("alter table flyway_schema_history rename to saved_history");
        execute("create table flyway_schema_history as table saved_history");
        try {
            execute(change);
            return schema.isCurrent();
        } finally {
            execute("drop table if exists flyway_schema_history");
            execute("alter table saved_history rename to flyway_schema_history");
        }
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }
}
