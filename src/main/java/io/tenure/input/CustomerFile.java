package io.tenure.input;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of customers: CSV, a workbook, or JSON as the HTTP API takes it. It can be read several times.
public final class CustomerFile {
    private final TextSource source;
    private final Format format;

    /// How the customers are written.
    public enum Format {
        /// One customer a row, below a heading, as any office program writes it.
        CSV,
        /// An `.xlsx` file, of which the first sheet that people see is read, as CSV is.
        WORKBOOK,
        /// One customer, or an array of them.
        JSON,
        /// One customer a line.
        JSON_LINES;

        /// By the ending of a file's name; empty for others.
        public static Optional<Format> ofName(String name) {
            String ending = name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
            return Optional.ofNullable(
                    switch (ending) {
                        case ".csv" -> CSV;
                        case ".xlsx" -> WORKBOOK;
                        case ".json" -> JSON;
                        case ".jsonl", ".ndjson" -> JSON_LINES;
                        default -> null;
                    });
        }
    }

    private CustomerFile(TextSource source, Format format) {
        this.source = source;
        this.format = format;
    }

    /// @throws UnreadableFileException if it should be a workbook and isn't one
    public static CustomerFile of(TextSource source, Format format) throws IOException, UnreadableFileException {
        return new CustomerFile(format == Format.WORKBOOK ? WorkbookCustomers.asCsv(source) : source, format);
    }

    /// Names of the dictionary by the headings that stand for them.
    ///
    /// @param given `purchaseCount=orders,customerId=client`; null for none
    public static Map<String, String> renamedColumns(@Nullable String given) throws UnreadableFileException {
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String part : given == null ? new String[0] : given.split(",", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || pair[0].isBlank() || renamed.put(pair[1].strip(), pair[0].strip()) != null) {
                throw UnreadableFileException.of(Message.of("input.renamed-columns.not-understood", "text", part));
            }
        }
        return renamed;
    }

    /// Opens it, with everything recognised.
    public CustomerSource open(CustomerReader reader) throws IOException, UnreadableFileException {
        return open(CsvOptions.NONE, Map.of(), reader, null);
    }

    /// @param options how CSV is written, as far as the caller says
    /// @param renamedColumns the columns that have other names than the dictionary, by its names
    /// @param asOf date of the decisions of customers without one; null if each must have one
    public CustomerSource open(
            CsvOptions options, Map<String, String> renamedColumns, CustomerReader reader, @Nullable LocalDate asOf)
            throws IOException, UnreadableFileException {
        return switch (format) {
            case CSV -> new CustomerRows(CustomerTable.open(source, options, renamedColumns, reader, asOf), reader);
            case WORKBOOK ->
                new CustomerRows(
                        CustomerTable.open(source, WorkbookCustomers.OPTIONS, renamedColumns, reader, asOf), reader);
            case JSON, JSON_LINES -> json(reader, asOf);
        };
    }

    private CustomerSource json(CustomerReader reader, @Nullable LocalDate asOf)
            throws IOException, UnreadableFileException {
        InputStream in = source.open();
        try {
            return JsonCustomers.open(in, format == Format.JSON_LINES, reader, asOf);
        } catch (IOException | UnreadableFileException failure) {
            in.close();
            throw failure;
        }
    }
}
