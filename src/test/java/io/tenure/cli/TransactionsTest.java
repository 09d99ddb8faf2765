package io.tenure.cli;

import static io.tenure.cli.CommandRun.FILES;
import static io.tenure.cli.CommandRun.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `decide --transactions`.
class TransactionsTest {
    private static final Path SALES = FILES.resolve("sales.csv");
    private static final List<String> LAYOUT =
            List.of("--as-of", "2026-06-30", "--columns", "customer=1,date=2,amount=3");

    @TempDir
    private Path folder;

    @Test
    void reportsMalformedLinesByNumberAndSkipsTransactionsAfterTheDate() throws IOException {
        CommandRun run = decide("--transactions", SALES, "--as-of", "2026-06-30");

        assertThat(run.err()).isEqualTo("""
                Read client as customer, day as date, total as amount; comma between columns, decimal point, windows-1252 text.
                Line 4 skipped: "2026-02-30" is not a date.
                Line 6 skipped: The customer is missing.
                Line 8 skipped: "twelve" is not a number.
                Line 9 skipped: It has 2 columns; 3 are needed.
                Line 10 skipped: A quotation mark is not closed, or stands in the wrong place.
                """);
        assertThat(run.out())
                .startsWith("6 transactions of 3 customers used; 2 after 2026-06-30 and 5 malformed lines skipped.\n")
                .contains(
                        "1 customer whose first transaction is after 2026-06-30 not decided",
                        "3 customers decided in ");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void readsTheSameWithEverySeparator() throws IOException {
        String expected = csv(file("c1,2026-01-05,10.50\nc2,2026-03-01,7\nc1,2026-06-30,2\n"));

        assertThat(csv(file("c1;2026-01-05;10.50\n\"c2\";2026-03-01; 7\nc1;2026-06-30;2\n")))
                .isEqualTo(expected);
        assertThat(csv(file("c1\t2026-01-05\t10.50\r\nc2\t2026-03-01\t7\r\nc1\t2026-06-30\t2\r\n")))
                .isEqualTo(expected);
        assertThat(csv(file("  c1   2026-01-05 10.50\nc2 2026-03-01   7\n\n c1 2026-06-30 2")))
                .isEqualTo(expected);
    }

    @Test
    void readsAFileAsTheSameWithOrWithoutAByteOrderMark() throws IOException {
        String expected = csv(FILES.resolve("transactions-without-mark.csv"));

        assertThat(expected).contains("\n00004,", "\n00005,").hasLineCount(3);
        assertThat(csv(FILES.resolve("transactions-byte-order-mark.csv"))).isEqualTo(expected);
    }

    @Test
    void quotedCellsCanHoldLineBreaks() {
        CommandRun run =
                decide("--transactions", FILES.resolve("transactions-quoted-line-break.csv"), "--as-of", "2026-06-30");

        assertThat(run.err())
                .isEqualTo(
                        "Read client as customer, day as date, total as amount; comma between columns. Not read: note.\n");
        assertThat(run.out()).startsWith("3 transactions of 3 customers used; 0 after 2026-06-30 and 0 malformed");
        assertThat(run.status()).isZero();
    }

    @Test
    void datesWithTimesAreDates() {
        CommandRun run =
                decide("--transactions", FILES.resolve("transactions-with-times.csv"), "--as-of", "2026-06-30");

        assertThat(run.out()).startsWith("2 transactions of 2 customers used; 0 after 2026-06-30 and 0 malformed");
        assertThat(run.status()).isZero();
    }

    @Test
    void recognisesDecimalCommasThousandsAndTheOrderOfDates() throws IOException {
        String expected = csv(file("c1,2026-01-05,1234.50\nc2,2026-03-13,7\nc1,2026-06-30,-2\n"));

        assertThat(csv(file("c1;05.01.2026;1.234,50\nc2;13.03.2026;7\nc1;30.06.2026;-2,00\n")))
                .isEqualTo(expected);
        assertThat(csv(file("c1;5/1/2026;1234,50 €\nc2;13/3/2026;7 €\nc1;30/6/2026;2,00- €\n")))
                .isEqualTo(expected);
        assertThat(csv(file("c1,01/05/2026 08:15,\"$1,234.50\"\nc2,03/13/2026,7\nc1,06/30/2026,(2.00)\n")))
                .isEqualTo(expected);
    }

    @Test
    void asksWhereAFileHasTwoReadings() throws IOException {
        CommandRun separators = run(file("c1;2026-01-05,7\n"));
        assertThat(separators.err())
                .isEqualTo(
                        "The columns could be separated by several characters; say which one it is. Option: --separator"
                                + " comma|semicolon|tab|pipe|space\n");
        assertThat(separators.status()).isEqualTo(2);

        Path days = file("c1,01/02/2026,1\nc2,03/04/2026,2\n");
        assertThat(run(days).err())
                .contains("No date tells whether \"01/02/2026\" has the day or the month first")
                .contains("Option: --date-format dd/MM/yyyy");
        assertThat(csv(days, "--date-format", "dd/MM/yyyy")).isEqualTo(csv(file("c1,2026-02-01,1\nc2,2026-04-03,2\n")));

        Path amounts = file("c1;2026-02-01;1.234\n");
        assertThat(run(amounts).err()).contains("\"1.234\"").contains("Option: --decimal point|comma");
        assertThat(csv(amounts, "--decimal", "comma")).isEqualTo(csv(file("c1,2026-02-01,1234\n")));
        assertThat(csv(amounts, "--decimal", "point")).isEqualTo(csv(file("c1,2026-02-01,1.2340\n")));
    }

    @Test
    void yearsOfTwoDigitsAreRefusedUnlessTheirFormatIsGiven() throws IOException {
        Path file = file("c1,05.01.26,7\nc2,2026-01-05,7\n");

        assertThat(run(file).err()).contains("Line 1 skipped: The year of \"05.01.26\" has two digits");
        assertThat(csv(file("c1,05.01.26,7\n"), "--date-format", "dd.MM.yy")).isEqualTo(csv(file("c1,2026-01-05,7\n")));
    }

    @Test
    void recognisesColumnsByTheirHeadingAndIgnoresOthers() throws IOException {
        Path retail = file("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                + "536365,85123A,6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
                + "536366,22633,2,12/13/2010 8:28,1.85,17850,United Kingdom\n");
        CommandRun run = decide("--transactions", retail, "--as-of", "2011-12-31");

        assertThat(run.err())
                .isEqualTo(
                        "Read CustomerID as customer, InvoiceDate as date, Quantity as quantity, UnitPrice as price; comma"
                                + " between columns, decimal point, dates with the month first. Not read: InvoiceNo, StockCode,"
                                + " Country.\n");
        assertThat(decide(
                                "--transactions",
                                file("客户编号,日期,金额\nc1,2026年6月1日,7.5\n"),
                                "--as-of",
                                "2026-06-30",
                                "--lang",
                                "zh")
                        .err())
                .isEqualTo("读取客户编号作为客户、日期作为日期、金额作为金额；列以逗号分隔、小数点写作句点。\n");
    }

    @Test
    void namesTheColumnsThatAreMissingOrAmbiguous() throws IOException {
        Path noAmount = file("client,day\nc1,2026-06-01\n");
        CommandRun run = decide("--transactions", noAmount, "--as-of", "2026-06-30");
        assertThat(run.err()).startsWith("No column for the amount was recognised;");
        assertThat(run.status()).isEqualTo(2);

        Path twoDates = file("client,invoiceDate,orderDate,amount\nc1,2026-06-01,2026-06-02,5\n");
        assertThat(decide("--transactions", twoDates, "--as-of", "2026-06-30").err())
                .startsWith("Several columns could hold the date: invoiceDate, orderDate; say which one does.");
        assertThat(decide(
                                "--transactions",
                                twoDates,
                                "--as-of",
                                "2026-06-30",
                                "--columns",
                                "customer=client,date=orderDat,amount=amount")
                        .err())
                .contains("The file has no column \"orderDat\". Did you mean orderDate?");
        assertThat(decide(
                                "--transactions",
                                file("client,day,total,total\nc1,2026-06-01,5,6\n"),
                                "--as-of",
                                "2026-06-30",
                                "--columns",
                                "customer=client,date=day,amount=total")
                        .err())
                .startsWith("The file has several columns \"total\"; give the number of the one that is meant.");
        assertThat(run(file("c1,2026-06-01\n")).err()).startsWith("The file has 2 columns, so there is no column 3.");
    }

    @Test
    void rejectsWhatWouldMakeAWrongCustomer() throws IOException {
        CommandRun run = run(file("""
                c1,2026-06-01,
                c1,,7
                c1,2026-06-01,5 €
                c1,2026-06-02,5 $
                c2,2026-06-02,-5
                c3,2026-06-02,-5
                c3,2026-05-02,5
                c3,2026-05-03,5 EUR
                NULL,2026-05-03,5
                #N/A,2026-05-03,5
                """));

        assertThat(run.err())
                .contains("Line 1 skipped: The amount is missing.")
                .contains("Line 2 skipped: The date is missing.")
                .contains("Line 4 skipped: It is in $; the lines above are in €.")
                .contains("Line 9 skipped: The customer is missing.")
                .contains("Line 10 skipped: The customer is missing.")
                .doesNotContain("Line 8 skipped")
                .contains("Line 5, customer c2: There are returns but no purchase up to 2026-06-30;")
                .doesNotContain("customer c3");
        assertThat(run.status()).isEqualTo(1);
    }

    /// All strangers would be one customer, and so would all whose numbers were shortened to the same.
    @Test
    void whatIsNoCustomerMakesNone() throws IOException {
        CommandRun run = run(file("""
                -,2026-05-03,5
                Unknown,2026-05-03,5
                (blank),2026-05-04,5
                匿名,2026-05-04,5
                1.23457E+11,2026-05-05,5
                1.23457E+11,2026-05-06,5
                ####,2026-05-06,5
                17850.0,2026-05-06,5
                17850,2026-05-07,5
                """));

        assertThat(run.out()).startsWith("2 transactions of 2 customers used; 0 after 2026-06-30 and 7 malformed");
        assertThat(run.err())
                .contains("Line 4 skipped: The customer is missing.")
                .contains(
                        "Line 5 skipped: The customer \"1.23457E+11\" was shortened by a spreadsheet; format the column"
                                + " as text and save the file again.")
                .contains("Line 7 skipped: The customer \"####\" was shortened")
                .contains("\"17850.0\" and \"17850\" count as two customers; write both alike if they are one.");
    }

    @Test
    void amountsOfAColumnOfCurrenciesAreInOne() throws IOException {
        Path file = file("customer,date,amount,Currency\nA,2026-06-01,5,USD\nA,2026-06-02,5,EUR\nA,2026-06-03,5,\n");
        CommandRun run = decide("--transactions", file, "--as-of", "2026-06-30");

        assertThat(run.err())
                .startsWith("Read customer as customer, date as date, amount as amount, Currency as currency; comma")
                .contains("Line 3 skipped: It is in EUR; the lines above are in USD.")
                .doesNotContain("Line 4");
        assertThat(run.out()).startsWith("2 transactions of 1 customer used");
    }

    @Test
    void recognisesHeadingsOfSeveralLanguagesAndWhatStandsBehindThem() throws IOException {
        String expected = csv(file("c1,2026-03-17,1234.50\n"));

        for (String text : List.of(
                "Client;Date d'achat;Montant TTC (EUR)\nc1;17/03/2026;1\u202f234,50 €\n",
                "Cliente;Fecha de compra;Importe\nc1;17/03/2026;1.234,50\n",
                "Kunden-Nr.;Belegdatum;Nettowert [EUR]\nc1;17.03.2026;1.234,50\n",
                "Customer User ID,Paid at,Amount_EUR\nc1,2026-03-17 10:00:00 +0100,1234.5\n")) {
            Path out = folder.resolve("of-this.csv");
            decide("--transactions", file(text), "--as-of", "2026-06-30", "--out", out);
            assertThat(Files.readString(out)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void namesWhatIsNearlyAHeadingAndAHeadingBelowTheTop() throws IOException {
        assertThat(decide(
                                "--transactions",
                                file("custmer_id,transacton_date,amout\nA,2026-03-17,5\n"),
                                "--as-of",
                                "2026-06-30")
                        .err())
                .contains(
                        "Perhaps custmer_id as customer, transacton_date as date, amout as amount. Option: --columns");
        Path titled = file("Sales report 2026\n\ncustomer;date;amount\nA;2026-03-17;5\n");
        CommandRun run = decide("--transactions", titled, "--as-of", "2026-06-30");
        assertThat(run.err())
                .isEqualTo("Line 3 looks like the heading; leave out the 2 lines above it. Option: --skip N\n");
        assertThat(decide("--transactions", titled, "--as-of", "2026-06-30", "--skip", "2")
                        .status())
                .isZero();
    }

    @Test
    void aNameWithTheSeparatorInItDoesNotShiftTheColumns() throws IOException {
        Path file = file("client,day,total\nSmith, J,2026-06-01,7\nc2,2026-06-01,7,,\n");

        assertThat(decide("--transactions", file, "--as-of", "2026-06-30").err())
                .contains("Line 2 skipped: The row has 4 cells, but the first line names 3 columns.")
                .doesNotContain("Line 3");
    }

    @Test
    void countsLinesThatRepeatAnEarlierOne() throws IOException {
        CommandRun run = run(file("c1,2026-06-01,7\nc1,2026-06-01,7\nc1,2026-06-01,8\nc2,2026-06-01,7\n"));

        assertThat(run.err())
                .contains(
                        "1 line repeats an earlier line and counts as a transaction of its own; remove it if it is a copy.");
        assertThat(run.out()).startsWith("4 transactions of 2 customers used");
        assertThat(run.status()).isZero();
    }

    @Test
    void asksForTheColumnsOfAnUnknownLayout() throws IOException {
        CommandRun run = decide("--transactions", file("c1 2026-01-05 10.50\n"), "--as-of", "2026-06-30");

        assertThat(run.err()).contains("--columns customer=1,date=2,amount=3").contains("c1 2026-01-05 10.50");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void computesTheAmountFromQuantityAndPriceAndTheMarginFromTheUnitMargin() throws IOException {
        Path pieces = file("c1,2026-06-01,3,2.50\n");
        CommandRun run = decide(
                "--transactions",
                pieces,
                "--as-of",
                "2026-06-30",
                "--columns",
                "customer=1,date=2,quantity=3,price=4",
                "--unit-margin",
                "0.4",
                "--json");

        // 3 pieces at 2.50 with a margin of .4 leave 3 a year, and clv = 3 x .7 / (1 + .12 - .7) = 5.
        assertThat(run.out()).contains("\"clv\":5");
        assertThat(run.err()).contains("1 transaction of 1 customer used");
    }

    @Test
    void givesEveryCustomerTheSharedFacts() throws IOException {
        Path file = file("c1,2026-06-01,7.5\n");

        assertThat(run(file, "--fact", "npsScore=11").err()).contains("npsScore must be");
        assertThat(run(file, "--fact", "npsScor=10").err()).contains("Did you mean npsScore?");
        assertThat(run(file, "--fact", "exitIntent=true").out()).contains("DECLINE");
        assertThat(run(file, "--fact", "asOf=2026-01-01").status()).isEqualTo(2);
    }

    @Test
    void aCustomerWithLaterPurchasesOnlyIsNotDecidedUnlessAskedFor() throws IOException {
        Path file = file("c1,2026-07-01,7.5\nc2,2026-06-01,7.5\n");
        CommandRun silent = run(file, "--out", folder.resolve("out.csv"));
        assertThat(silent.out())
                .contains("1 transaction of 1 customer used; 1 after 2026-06-30")
                .contains("1 customer whose first transaction is after 2026-06-30 not decided");
        assertThat(folder.resolve("out.csv")).content().contains("\nc2,").doesNotContain("c1");

        CommandRun run = run(file("c1,2026-07-01,7.5\n"), "--later-customers", "--out", folder.resolve("out.csv"));

        assertThat(run.out()).startsWith("0 transactions of 1 customer used; 1 after 2026-06-30");
        assertThat(folder.resolve("out.csv")).content().contains("c1,PROSPECT");
    }

    @Test
    void keepsSpacesAndZerosOfCustomerIds() throws IOException {
        Path file = file("007,2026-06-01,7.5\n\"Smith, J\",2026-06-01,7.5\n");

        assertThat(csv(file)).contains("\n007,").contains("\n\"Smith, J\",");
    }

    @Test
    void decidesAllCustomersOfTheCdnowSampleUnchanged() {
        Path sample = cdnow("CDNOW_sample.txt");

        CommandRun run = decide("--transactions", sample, "--as-of", "1997-09-30");

        assertThat(run.err())
                .startsWith(
                        "Read column 1 as customer, column 3 as date, column 5 as amount; spaces between columns, decimal"
                                + " point.\n");
        assertThat(run.out())
                .startsWith("4,960 transactions of 2,357 customers used; 1,959 after 1997-09-30 and 0 malformed")
                .contains("2,357 customers decided in ");
        assertThat(run.status()).isZero();
    }

    @Test
    void findsTheGapPercentilesOfTheWholeCdnowBase() {
        Path master = cdnow("CDNOW_master.txt");

        CommandRun run = decide("--transactions", master, "--as-of", "1998-06-30");

        assertThat(run.out())
                .startsWith("69,659 transactions of 23,570 customers used; 0 after")
                .containsPattern("P80 +119 +70 +lapseGapP80")
                .containsPattern("P90 +200 +110 +lapseGapP90");
    }

    private static Path cdnow(String name) {
        Path file = Path.of(System.getProperty("tenure.cdnow", "../shared/data/cdnow"), name);
        assumeTrue(
                Files.exists(file),
                () -> "skipped: " + file + " does not exist; -Dtenure.cdnow=FOLDER sets its folder");
        return file;
    }

    private static CommandRun run(Path file, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--transactions", file));
        arguments.addAll(LAYOUT);
        arguments.addAll(List.of(more));
        return decide(arguments.toArray());
    }

    private String csv(Path file, Object... more) throws IOException {
        Path out = folder.resolve("decisions.csv");
        List<Object> arguments = new ArrayList<>(List.of("--out", out));
        arguments.addAll(List.of(more));
        CommandRun run = run(file, arguments.toArray());
        assertThat(run.err()).startsWith("Read ").hasLineCount(1);
        assertThat(run.status()).isZero();
        return Files.readString(out);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "t", ".txt"), content);
    }
}
