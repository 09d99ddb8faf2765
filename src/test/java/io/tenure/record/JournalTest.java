package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long MAX_BYTES = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void takesNothingUntilTheDatabaseIsAway() throws IOException {
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(journal.isOpen()).isFalse();
            assertThat(journal.add(List.of(row(1)))).isEqualTo(Journal.AddResult.CLOSED);
            journal.open();
            assertThat(journal.add(List.of(row(1)))).isEqualTo(Journal.AddResult.ADDED);
        }
    }

    @Test
    void whatWasAddedIsThereInItsOrderAfterAKill() throws IOException {
        Journal killed = Journal.openIn(folder, MAX_BYTES);
        killed.open();
        killed.add(List.of(row(1), row(2)));
        killed.add(List.of(row(3)));
        killed.close();
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(journal.isOpen()).isTrue();
            assertThat(ids(journal)).containsExactly(id(1), id(2), id(3));
        }
    }

    @Test
    void anIncompleteEntryIsMovedToAFileOfItsOwnAndLaterEntriesAreReadable() throws IOException {
        Journal killed = Journal.openIn(folder, MAX_BYTES);
        killed.open();
        killed.add(List.of(row(1)));
        killed.close();
        Path file = folder.resolve("decisions");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2), StandardOpenOption.APPEND);
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.add(List.of(row(2)));
            assertThat(ids(journal)).containsExactly(id(1), id(2));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("incomplete-")))
                    .singleElement()
                    .satisfies(incomplete -> assertThat(incomplete).hasSize(whole.length / 2));
        }
    }

    @Test
    void rejectsAGroupThatDoesNotFitAndKeepsTheOthers() throws IOException {
        int size = JournalEntry.bytes(row(1)).length + 8;
        try (Journal journal = Journal.openIn(folder, 2L * size)) {
            journal.open();
            assertThat(journal.add(List.of(row(1)))).isEqualTo(Journal.AddResult.ADDED);
            assertThat(journal.add(List.of(row(2), row(3)))).isEqualTo(Journal.AddResult.FULL);
            assertThat(journal.add(List.of(row(4)))).isEqualTo(Journal.AddResult.ADDED);
            assertThat(ids(journal)).containsExactly(id(1), id(4));
        }
    }

    @Test
    void isClosedOnlyOnceEverythingIsTakenOver() throws IOException {
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.open();
            journal.add(List.of(row(1)));
            long taken = journal.read(0, 10).next();
            journal.add(List.of(row(2)));
            assertThat(journal.close(taken)).isFalse();
            assertThat(journal.read(taken, 10).entries())
                    .extracting(entry -> entry.row().id())
                    .containsExactly(id(2));
            assertThat(journal.close(journal.read(taken, 10).next())).isTrue();
            assertThat(journal.bytes()).isZero();
            assertThat(journal.add(List.of(row(3)))).isEqualTo(Journal.AddResult.CLOSED);
        }
    }

    /// A group that fails may have been written in part. What comes after it must stay readable.
    @Test
    void aGroupThatCouldNeitherBeWrittenNorRemovedHidesNoLaterOne() throws IOException {
        try (FaultyFile file = faultyFile();
                Journal journal = Journal.of(file, folder, MAX_BYTES)) {
            journal.open();
            journal.add(List.of(row(1)));
            file.failForce = true;
            file.failTruncate = true;
            assertThatThrownBy(() -> journal.add(List.of(row(2), row(3)))).isInstanceOf(UncheckedIOException.class);
            file.failForce = false;
            assertThatThrownBy(() -> journal.add(List.of(row(4)))).isInstanceOf(UncheckedIOException.class);
            assertThat(ids(journal)).containsExactly(id(1));
            file.failTruncate = false;
            assertThat(journal.add(List.of(row(5)))).isEqualTo(Journal.AddResult.ADDED);
            assertThat(ids(journal)).containsExactly(id(1), id(5));
        }
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(ids(journal)).containsExactly(id(1), id(5));
        }
    }

    @Test
    void aJournalThatCannotBeEmptiedIsClosedAndKeepsWhatIsAddedLater() throws IOException {
        try (FaultyFile file = faultyFile();
                Journal journal = Journal.of(file, folder, MAX_BYTES)) {
            journal.open();
            journal.add(List.of(row(1)));
            file.failTruncate = true;
            assertThat(journal.close(journal.read(0, 10).next())).isTrue();
            assertThat(journal.isOpen()).isFalse();
            assertThat(journal.bytes()).isZero();
            journal.open();
            assertThat(journal.add(List.of(row(2)))).isEqualTo(Journal.AddResult.ADDED);
            assertThat(ids(journal)).containsExactly(id(2));
        }
        // What was stored is recognised when it is stored again.
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(ids(journal)).containsExactly(id(1), id(2));
        }
    }

    @Test
    void anEntryDamagedOnTheDiskIsKeptWithAllThatFollowIt() throws IOException {
        int size = JournalEntry.bytes(row(1)).length + 8;
        try (FaultyFile file = faultyFile();
                Journal journal = Journal.of(file, folder, MAX_BYTES)) {
            journal.open();
            journal.add(List.of(row(1), row(2), row(3)));
            file.write(ByteBuffer.wrap(new byte[] {99}), size + 20L);
            Journal.Batch readable = journal.read(0, 10);
            assertThat(readable.entries()).hasSize(1);
            assertThat(journal.close(readable.next())).isTrue();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("damaged-")))
                    .singleElement()
                    .satisfies(damaged -> assertThat(damaged).hasSize(2L * size));
        }
    }

    private FaultyFile faultyFile() throws IOException {
        return new FaultyFile(FileChannel.open(
                folder.resolve("decisions"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    @Test
    void belongsToOneProcess() throws IOException {
        try (Journal _ = Journal.openIn(folder, MAX_BYTES)) {
            assertThatThrownBy(() -> Journal.openIn(folder, MAX_BYTES)).isInstanceOf(Exception.class);
        }
    }

    @Property(tries = 200)
    void aRowComesBackAsItWas(@ForAll("rows") DecisionRow row) throws IOException {
        assertThat(JournalEntry.deserialize(JournalEntry.bytes(row)))
                .usingRecursiveComparison()
                .isEqualTo(row);
    }

    @Provide
    Arbitrary<DecisionRow> rows() {
        Arbitrary<String> text = Arbitraries.of("STABLE", "DECLINE", "", "赢回优惠").injectNull(0.2);
        Arbitrary<ReportingColumns> outcomes = Combinators.combine(
                        text.list().ofSize(7),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.doubles().between(0, 1e9).injectNull(0.3),
                        Arbitraries.shorts()
                                .between((short) 0, (short) 100)
                                .injectNull(0.3)
                                .array(Short[].class)
                                .injectNull(0.2),
                        Arbitraries.floats()
                                .between(-100, 100)
                                .injectNull(0.3)
                                .array(Float[].class)
                                .injectNull(0.2),
                        text.array(String[].class).injectNull(0.2),
                        Arbitraries.of("H1", "H2")
                                .tuple2()
                                .map(both -> new ReportingColumns.Experiments(
                                        List.of(both.get1()), List.of(both.get2()), 1_200.0))
                                .injectNull(0.5))
                .as((texts, halved, loss, scores, trends, codes, experiments) -> new ReportingColumns(
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        texts.get(4),
                        texts.get(5),
                        texts.get(6),
                        halved,
                        loss,
                        scores,
                        trends,
                        codes,
                        experiments));
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(-40_000, 40_000),
                        outcomes,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
                        Arbitraries.of(true, false))
                .as((id, day, said, bytes, trial) -> new DecisionRow(
                        new UUID(id, ~id),
                        Instant.ofEpochMilli(1_000L * day),
                        new byte[] {1, 2, 3},
                        day < 0 ? null : (Long) (1L + day),
                        day,
                        LocalDate.ofEpochDay(day),
                        7,
                        trial,
                        said,
                        null,
                        null,
                        null,
                        "zh",
                        3,
                        bytes));
    }

    @Test
    void rejectedDecisionsAreReadOnceAndNeverOverwritten() throws IOException {
        Path file = folder.resolve("rejected");
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(file).doesNotExist();
            journal.setAside(entry(1));
            // Who reads the file for each decision finds nothing in it, and writes over what it holds.
            Files.write(file, new byte[8], StandardOpenOption.WRITE);
            journal.setAside(entry(2));
            journal.setAside(entry(1));
            assertThat(journal.rejected()).isEqualTo(2);
        }
        assertThat(file).hasSize(JournalFile.length(entry(1).bytes()) + JournalFile.length(entry(2).bytes()));
    }

    @Test
    void anIncompleteEntryAmongTheRejectedOnesIsMovedToAFileOfItsOwn() throws IOException {
        Path file = folder.resolve("rejected");
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.setAside(entry(1));
        }
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(journal.rejected()).isEqualTo(1);
            journal.setAside(entry(2));
        }
        Files.move(file, folder.resolve("decisions"), StandardCopyOption.REPLACE_EXISTING);
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(ids(journal)).containsExactly(id(1), id(2));
        }
    }

    private static JournalEntry entry(int number) throws IOException {
        return JournalEntry.of(JournalEntry.bytes(row(number)));
    }

    private static List<UUID> ids(Journal journal) {
        return journal.read(journal.start(), 100).entries().stream()
                .map(entry -> entry.row().id())
                .toList();
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static DecisionRow row(int number) {
        return new DecisionRow(
                id(number),
                Instant.EPOCH,
                new byte[] {1},
                null,
                0,
                LocalDate.EPOCH,
                1,
                false,
                new ReportingColumns("STABLE", null, null, null, null, null, null, null, null, null, null, null, null),
                null,
                null,
                null,
                "en",
                1,
                new byte[] {4, 5});
    }
}
