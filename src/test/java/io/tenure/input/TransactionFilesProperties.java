package io.tenure.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvOptions;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.ValueStyles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A table is read back exactly, whatever dialect it is written in, or refused with a sentence.
class TransactionFilesProperties {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    /// @param cents the amount in hundredths
    private record Sale(String customer, LocalDate day, long cents, String note) {}

    /// @param zeroCents whether whole amounts are written with decimals
    private record Dialect(
            char separator,
            char decimal,
            boolean grouped,
            boolean zeroCents,
            String dates,
            String lineEnd,
            boolean mark,
            Charset charset,
            boolean separatorLine,
            boolean allQuoted,
            int emptyColumns,
            boolean blankRows) {}

    @Property(tries = 3000)
    void everyAcceptedLineIsReadExactly(
            @ForAll("sales") List<Sale> sales, @ForAll("dialects") Dialect dialect, @ForAll Random random)
            throws IOException {
        byte[] bytes = written(sales, dialect, random);
        try {
            Transactions read = read(() -> new ByteArrayInputStream(bytes));
            assertThat(read.malformed()).as(read.messages().toString()).isZero();
            assertThat(accounts(read)).isEqualTo(expected(sales));
        } catch (UnreadableFileException refused) {
            assertThat(refused.sentence().en()).isNotBlank();
            assertThat(refused.setting()).as(refused.sentence().en()).isNotNull();
            // Only what really has two readings is refused.
            assertThat(hasTwoReadings(sales, dialect))
                    .as(refused.sentence().en())
                    .isTrue();
        }
    }

    @Property(tries = 1000)
    void anyBytesAreReadOrRefusedWithASentence(@ForAll byte[] bytes) throws IOException {
        try {
            Transactions read = read(() -> new ByteArrayInputStream(bytes));
            assertThat(read.used()).isGreaterThanOrEqualTo(0);
        } catch (UnreadableFileException refused) {
            assertThat(refused.sentence().en()).isNotBlank();
            assertThat(refused.sentence().zh()).isNotBlank();
        }
    }

    private static Transactions read(TextSource source) throws IOException, UnreadableFileException {
        CsvFile file = CsvFile.open(source, CsvOptions.NONE);
        TransactionColumns columns = TransactionColumns.of(file, null, null, true);
        ValueStyles styles = columns.styles(file);
        return Transactions.read(file, columns, styles, AS_OF, Double.NaN, 1, _ -> {});
    }

    private static Map<String, List<String>> accounts(Transactions read) {
        Map<String, List<String>> accounts = new TreeMap<>();
        for (TransactionAccount account : read.accounts()) {
            accounts.put(
                    account.id(),
                    account.purchases(AS_OF).stream()
                            .map(p -> p.date() + " " + Math.round(p.amount() * 100) / 100.0)
                            .toList());
        }
        return accounts;
    }

    private static Map<String, List<String>> expected(List<Sale> sales) {
        return sales.stream()
                .collect(Collectors.groupingBy(
                        Sale::customer,
                        TreeMap::new,
                        Collectors.mapping(s -> s.day + " " + s.cents / 100.0, Collectors.toList())));
    }

    private static boolean hasTwoReadings(List<Sale> sales, Dialect dialect) {
        boolean daysUnclear =
                dialect.dates.matches("(dd/MM|MM/dd).*") && sales.stream().allMatch(s -> s.day.getDayOfMonth() <= 12);
        boolean amountsUnclear = dialect.grouped
                && sales.stream().noneMatch(s -> s.cents % 100 != 0 || dialect.zeroCents || s.cents >= 100_000_000);
        // Single accented letters are two bytes in GB 18030, which could be two letters elsewhere.
        boolean encodingUnclear =
                dialect.charset.name().equals("GB18030") && sales.stream().noneMatch(s -> s.customer.equals("王小明"));
        return daysUnclear || amountsUnclear || encodingUnclear;
    }

    private static byte[] written(List<Sale> sales, Dialect dialect, Random random) {
        List<String> lines = new ArrayList<>();
        if (dialect.separatorLine) {
            lines.add("sep=" + dialect.separator);
        }
        lines.add(row(List.of("client", "day", "total", "note"), dialect));
        for (Sale sale : sales) {
            if (dialect.blankRows && random.nextInt(4) == 0) {
                lines.add(
                        random.nextBoolean()
                                ? ""
                                : String.valueOf(dialect.separator).repeat(3));
            }
            String day = sale.day.format(DateTimeFormatter.ofPattern(dialect.dates, Locale.ENGLISH));
            lines.add(row(List.of(sale.customer, day, amount(sale.cents, dialect), sale.note), dialect));
        }
        String text = (dialect.mark ? "\uFEFF" : "") + String.join(dialect.lineEnd, lines) + dialect.lineEnd;
        return text.getBytes(dialect.charset);
    }

    private static String amount(long cents, Dialect dialect) {
        String whole = String.format(Locale.ROOT, dialect.grouped ? "%,d" : "%d", cents / 100);
        if (dialect.decimal == ',') {
            whole = whole.replace(',', '.');
        }
        return cents % 100 == 0 && !dialect.zeroCents
                ? whole
                : whole + dialect.decimal + String.format(Locale.ROOT, "%02d", cents % 100);
    }

    private static String row(List<String> cells, Dialect dialect) {
        return cells.stream()
                        .map(cell -> {
                            boolean quoted = dialect.allQuoted
                                    || cell.indexOf(dialect.separator) >= 0
                                    || cell.contains("\"")
                                    || cell.contains("\n");
                            return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
                        })
                        .collect(Collectors.joining(String.valueOf(dialect.separator)))
                + String.valueOf(dialect.separator).repeat(dialect.emptyColumns);
    }

    @Provide
    Arbitrary<List<Sale>> sales() {
        Arbitrary<String> customers =
                Arbitraries.of("007", "A-1", "Smith, J", "Müller; K", "王小明", "a|b", "O'Neil", "\"Q\" Ltd");
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 3000).map(AS_OF::minusDays);
        Arbitrary<Long> cents = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 99_999_999_99L),
                Arbitraries.longs().between(0, 9_999).map(whole -> whole * 100));
        Arbitrary<String> notes = Arbitraries.of("", "12\" ruler", "two\nlines", "1,5", "a;b;c", "x\ty", "ordinary");
        return Combinators.combine(customers, days, cents, notes)
                .as(Sale::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Dialect> dialects() {
        Arbitrary<Charset> charsets = Arbitraries.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("GB18030"));
        Arbitrary<Integer> switches = Arbitraries.integers().between(0, 127);
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t', '|'),
                        Arbitraries.of('.', ','),
                        Arbitraries.of(
                                "yyyy-MM-dd",
                                "dd.MM.yyyy",
                                "dd/MM/yyyy",
                                "MM/dd/yyyy",
                                "yyyyMMdd",
                                "d MMM yyyy",
                                "yyyy-MM-dd'T10:15:30Z'",
                                "MM/dd/yyyy '10:15'"),
                        Arbitraries.of("\n", "\r\n", "\r"),
                        charsets,
                        switches,
                        Arbitraries.integers().between(0, 3))
                .as((separator, decimal, dates, lineEnd, charset, flags, empty) -> new Dialect(
                        separator,
                        decimal,
                        (flags & 1) != 0,
                        (flags & 2) != 0,
                        dates,
                        lineEnd,
                        // Spreadsheets mark UTF-16, and nothing marks GB 18030.
                        charset.name().startsWith("UTF-16")
                                || charset.equals(StandardCharsets.UTF_8) && (flags & 4) != 0,
                        charset,
                        (flags & 8) != 0,
                        (flags & 16) != 0,
                        empty,
                        (flags & 32) != 0));
    }
}
