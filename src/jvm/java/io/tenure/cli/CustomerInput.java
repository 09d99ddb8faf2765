package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerFile;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.text.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file of customers that is being read, and how far.
final class CustomerInput implements CustomerSource {
    private static final String COMPRESSED = ".gz";
    private static final int BUFFER_BYTES = 1 << 16;

    private final CustomerSource customers;
    private final Path file;
    private final long size;
    private final Position position;
    private long read;

    /// Bytes of the file that were read.
    private static final class Position {
        private long bytes;
    }

    private CustomerInput(CustomerSource customers, Path file, Position position) throws IOException {
        this.customers = customers;
        this.file = file;
        this.size = Files.size(file);
        this.position = position;
    }

    /// @param format of a file that is not Parquet
    static CustomerInput open(
            Path file,
            CustomerFile.@Nullable Format format,
            FileOptions options,
            Map<String, String> renamedColumns,
            CustomerReader reader,
            @Nullable LocalDate asOf)
            throws IOException, CliException, UnreadableFileException {
        Position position = new Position();
        CustomerSource customers = format == null
                ? ParquetCustomers.open(file, renamedColumns, reader, asOf)
                : CustomerFile.of(() -> text(file, position), format)
                        .open(options.csvOptions(), renamedColumns, reader, asOf);
        return new CustomerInput(customers, file, position);
    }

    /// The bytes of a file, uncompressed where its name ends in `.gz`.
    static InputStream text(Path file) throws IOException {
        return text(file, new Position());
    }

    private static InputStream text(Path file, Position position) throws IOException {
        position.bytes = 0;
        InputStream counted = new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                position.bytes += b < 0 ? 0 : 1;
                return b;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = super.read(bytes, from, length);
                position.bytes += Math.max(0, count);
                return count;
            }
        };
        return isCompressed(file) ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
    }

    private static boolean isCompressed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(COMPRESSED);
    }

    /// The name of a file without the ending of its compression.
    static String nameOfContent(Path file) {
        String name = file.toString();
        return isCompressed(file) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
    }

    /// The files that a path stands for: itself, or those whose names match its last part, in their order.
    static List<Path> files(Path path) throws IOException {
        Path last = path.getFileName();
        if (last == null || Files.exists(path) || !last.toString().matches(".*[*?\\[{].*")) {
            return List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, last.toString())) {
                found.forEach(files::add);
            }
        }
        Collections.sort(files);
        return files.isEmpty() ? List.of(path) : files;
    }

    Path file() {
        return file;
    }

    /// Bytes of the file that were read, about.
    long bytesRead() {
        return customers instanceof ParquetCustomers parquet
                ? size * read / Math.max(1, parquet.count())
                : Math.min(size, position.bytes);
    }

    @Override
    public @Nullable Entry next() throws IOException, UnreadableFileException {
        read++;
        return customers.next();
    }

    @Override
    public @Nullable Text description() {
        return customers.description();
    }

    @Override
    public void close() throws IOException {
        customers.close();
    }
}
