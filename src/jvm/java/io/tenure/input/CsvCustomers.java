package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Customers as rows of a CSV file in UTF-8, whose first line names the columns as the dictionary does.
public final class CsvCustomers implements CustomerSource {
    private static final int PEEK_CHARS = 1 << 16;

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private final CustomerReader reader;
    private final @Nullable LocalDate asOf;

    private CsvCustomers(
            CSVParser parser,
            Iterator<CSVRecord> records,
            List<String> header,
            CustomerReader reader,
            @Nullable LocalDate asOf) {
        this.parser = parser;
        this.records = records;
        this.header = header;
        this.reader = reader;
        this.asOf = asOf;
    }

    /// @param asOf the date for rows without one; null if each must have one
    public static CsvCustomers open(InputStream in, CustomerReader reader, @Nullable LocalDate asOf, Locale locale)
            throws IOException, CustomerFileException {
        BufferedReader text = new BufferedReader(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                PEEK_CHARS);
        CSVParser parser = CSVParser.parse(
                skipByteOrderMark(text),
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(text))
                        .setIgnoreEmptyLines(false)
                        .setTrim(true)
                        .get());
        Iterator<CSVRecord> records = parser.iterator();
        CSVRecord first = next(parser, records);
        if (first == null || isBlank(first)) {
            throw CustomerFileException.ofFile("The file is empty. Its first line must name the columns.");
        }
        List<String> header = List.copyOf(first.toList());
        checkHeader(header, reader, locale);
        return new CsvCustomers(parser, records, header, reader, asOf);
    }

    private static Reader skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    /// The character between the names. Spreadsheets write semicolons where the comma is the decimal sign.
    private static String delimiter(BufferedReader text) throws IOException {
        text.mark(PEEK_CHARS);
        StringBuilder line = new StringBuilder();
        for (int c = text.read(); c >= 0 && c != '\n' && line.length() < PEEK_CHARS - 1; c = text.read()) {
            line.append((char) c);
        }
        text.reset();
        for (String delimiter : List.of(",", ";", "\t")) {
            if (line.indexOf(delimiter) >= 0) {
                return delimiter;
            }
        }
        return ",";
    }

    private static void checkHeader(List<String> header, CustomerReader reader, Locale locale)
            throws CustomerFileException {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, String> blank = new LinkedHashMap<>();
        for (String name : header) {
            if (name.isEmpty()) {
                wrong.add(String.format(Locale.ROOT, "Column %d has no name.", header.indexOf(name) + 1));
            } else if (!seen.add(name)) {
                wrong.add(String.format(Locale.ROOT, "%s appears twice.", name));
            } else {
                blank.put(name, "");
            }
        }
        if (reader.readRow(blank) instanceof Checked.Invalid(List<InputFault> faults)) {
            faults.stream()
                    .filter(f -> f.code().equals("unknown-name"))
                    .forEach(f -> wrong.add(f.message().in(locale)));
        }
        if (!wrong.isEmpty()) {
            throw CustomerFileException.ofFile(
                    "The first line must name the columns as the dictionary does.\n  " + String.join("\n  ", wrong));
        }
    }

    @Override
    public @Nullable Entry next() throws IOException, CustomerFileException {
        while (true) {
            long line = parser.getCurrentLineNumber() + 1;
            CSVRecord record = next(parser, records);
            if (record == null) {
                return null;
            }
            if (!isBlank(record)) {
                return entry(line, record);
            }
        }
    }

    private Entry entry(long line, CSVRecord record) {
        if (record.size() != header.size()) {
            InputFault fault = new InputFault(
                    "wrong-shape",
                    "",
                    null,
                    Message.of("input.wrong-shape.expected", "columns", header.size()),
                    Message.of("input.wrong-shape.message", "cells", record.size(), "columns", header.size()));
            return new Entry(line, "", () -> new Checked.Invalid<>(List.of(fault)));
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), record.get(i));
        }
        if (asOf != null && row.getOrDefault("asOf", "").isBlank()) {
            row.put("asOf", asOf.toString());
        }
        return new Entry(line, row.getOrDefault("customerId", ""), () -> reader.readRow(row));
    }

    private static boolean isBlank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }

    private static @Nullable CSVRecord next(CSVParser parser, Iterator<CSVRecord> records)
            throws IOException, CustomerFileException {
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException unreadable) {
            if (unreadable.getCause() instanceof CharacterCodingException undecodable) {
                throw undecodable;
            }
            throw malformed(line);
        } catch (IllegalStateException _) {
            throw malformed(line);
        }
    }

    private static CustomerFileException malformed(long line) {
        return CustomerFileException.ofFile(String.format(
                Locale.ROOT,
                "Line %d and what follows is not valid CSV. Is a quotation mark missing or misplaced?",
                line));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
