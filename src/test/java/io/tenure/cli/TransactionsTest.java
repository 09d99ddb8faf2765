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
        CommandRun run = decide(
                "--transactions",
                SALES,
                "--header",
                "--as-of",
                "2026-06-30",
                "--columns",
                "customer=client,date=day,amount=total");

        assertThat(run.err()).isEqualTo("""
                Line 4 skipped: "2026-02-30" is not a date in the format yyyy-MM-dd.
                Line 6 skipped: The customer is missing.
                Line 8 skipped: The amount must be a number; "twelve" is text.
                Line 9 skipped: It has 2 columns; 3 are needed.
                Line 10 skipped: A quotation mark is not closed.
                Line 11 skipped: It is not UTF-8 text.
                """);
        assertThat(run.out())
                .startsWith("5 transactions of 3 customers used; 2 after 2026-06-30 and 6 malformed lines skipped.\n")
                .contains("3 customers decided in ");
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
    void asksForTheSeparatorWhereSeveralArePossible() throws IOException {
        Path file = file("c1;2026-01-05;1,50\n");

        assertThat(run(file).err()).contains("Choose one with --separator.");
        assertThat(run(file, "--separator", ";").err()).contains("The amount must be a number; \"1,50\" is text.");
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
    void aCustomerWithLaterPurchasesOnlyIsAProspect() throws IOException {
        CommandRun run = run(file("c1,2026-07-01,7.5\n"), "--out", folder.resolve("out.csv"));

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

        assertThat(run.err()).isEqualTo("Recognised the layout of the CDNOW sample: customer=1,date=3,amount=5.\n");
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

    private String csv(Path file) throws IOException {
        Path out = folder.resolve("decisions.csv");
        CommandRun run = run(file, "--out", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return Files.readString(out);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "t", ".txt"), content);
    }
}
