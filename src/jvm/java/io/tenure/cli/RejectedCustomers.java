package io.tenure.cli;

import io.tenure.csv.SpreadsheetCell;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The customers of a run who could not be decided, as CSV beside the decisions: a line each, with the reasons.
final class RejectedCustomers implements Closeable {
    static final String ENDING = ".rejected.csv";

    private final Path file;
    private final Path part;
    private final BufferedWriter writer;

    private RejectedCustomers(Path file, Path part, BufferedWriter writer) {
        this.file = file;
        this.part = part;
        this.writer = writer;
    }

    static RejectedCustomers open(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        RejectedCustomers rejected = new RejectedCustomers(file, part, Files.newBufferedWriter(part));
        rejected.write(List.of("file", "line", "customerId", "reasons"));
        return rejected;
    }

    /// @param source the file in which the customer stands
    void add(Path source, CustomerResult.Rejected rejected) throws IOException {
        write(List.of(
                source.toString(),
                String.valueOf(rejected.line()),
                rejected.customerId(),
                String.join(" ", rejected.messages())));
    }

    private void write(List<String> cells) throws IOException {
        writer.write(SpreadsheetCell.line(cells) + "\n");
    }

    void finish() throws IOException {
        writer.close();
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(part);
    }
}
