package io.tenure.cli;

import static io.tenure.cli.CommandRun.FILES;
import static io.tenure.cli.CommandRun.decide;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.csv.SpreadsheetCell;
import io.tenure.engine.DecisionPipeline;
import io.tenure.report.TerminalWidth;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `decide` on files of customers, from the arguments to the printed output.
class DecideCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void printsCustomersAsATable() throws IOException {
        CommandRun run = decide(FILES.resolve("customers.csv"));

        assertThat(run.out()).isEqualTo(Files.readString(FILES.resolve("customers.txt")));
        assertThat(run.err()).startsWith("4 customers decided in ").contains(" per second); no errors.");
        assertThat(run.status()).isZero();
    }

    @Test
    void saysWhyCustomersGotNoAction() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), """
            customerId,asOf,relationshipType,purchaseCount,marketingConsent,clv,erasureRequested
            A,2026-06-30,NON_CONTRACTUAL,0,false,300,
            B,2026-06-30,NON_CONTRACTUAL,0,,300,
            C,2026-06-30,NON_CONTRACTUAL,0,true,5,
            D,2026-06-30,NON_CONTRACTUAL,0,true,300,
            E,2026-06-30,NON_CONTRACTUAL,0,true,300,true
            """);

        assertThat(decide(file).err().lines().skip(1).takeWhile(line -> !line.isEmpty()))
                .containsExactly(
                        "No action for 4 customers, because",
                        "  no consent to marketing                2   50.0 %  E2",
                        "  the customer requested erasure         1   25.0 %  E1",
                        "  expected to cost more than it returns  1   25.0 %  E10");
        assertThat(decide(file, "--lang", "zh").err().lines().skip(1).map(String::strip))
                .startsWith("4名客户暂不行动，原因");
    }

    @Test
    void alignsChineseByTheColumnsItTakes() throws IOException {
        CommandRun run = decide(FILES.resolve("customers.csv"), "--lang", "zh");

        var lines = run.out().lines().toList();
        assertThat(lines.getFirst()).startsWith("客户");
        // The second column begins at the same place on the screen in every line.
        assertThat(lines.stream().map(DecideCommandTest::secondColumn).distinct())
                .hasSize(1);
    }

    private static int secondColumn(String line) {
        int gap = line.indexOf("  ");
        int next = gap;
        while (line.charAt(next) == ' ') {
            next++;
        }
        return TerminalWidth.of(line.substring(0, next));
    }

    @Test
    void printsTheJsonOfTheHttpApiOneDecisionPerLine() throws IOException {
        CommandRun run = decide(FILES.resolve("customers.json"), "--json");

        var requests = JSON.readTree(FILES.resolve("customers.json").toFile());
        var responses = run.out().lines().toList();
        assertThat(responses).hasSize(requests.size());
        for (int i = 0; i < responses.size(); i++) {
            var expected = (com.fasterxml.jackson.databind.node.ObjectNode)
                    JSON.readTree(response(JSON.writeValueAsBytes(requests.get(i))));
            var got = (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(responses.get(i));
            assertThat(got.remove("decisionId")).isNotNull();
            expected.remove("decisionId");
            assertThat(got).isEqualTo((JsonNode) expected);
        }
        assertThat(run.status()).isZero();
    }

    private static byte[] response(byte[] request) {
        var loaded = CommandRun.readerAndRuleset();
        var input = loaded.reader().read(request).orElseThrow();
        return DecisionResponseWriter.write(
                        DecisionResponse.notStored(
                                UUID.randomUUID(),
                                Instant.parse("2026-07-01T12:00:00Z"),
                                loaded.ruleset().ruleset(),
                                DecisionPipeline.decide(loaded.ruleset(), input).orElseThrow()),
                        Locale.ENGLISH)
                .bytes();
    }

    @Test
    void decidesTheSameFromCsvAndEveryJsonLayout() throws IOException {
        String csv = decide(FILES.resolve("customers.csv")).out();
        var requests = JSON.readTree(FILES.resolve("customers.json").toFile());
        StringBuilder lines = new StringBuilder("\uFEFF");
        for (JsonNode request : requests) {
            lines.append(JSON.writeValueAsString(request)).append("\r\n");
        }
        Path jsonLines = Files.writeString(folder.resolve("c.json"), lines);
        Path one = Files.writeString(folder.resolve("one.json"), requests.get(0).toPrettyString());

        assertThat(decide(FILES.resolve("customers.json")).out()).isEqualTo(csv);
        assertThat(decide(jsonLines).out()).isEqualTo(csv);
        assertThat(decide(one).out()).contains("PROSPECT").hasLineCount(2);
    }

    @Test
    void reportsEveryFaultOfAnInvalidCustomerWithItsLineAndDecidesTheOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), """
            customerId,asOf,relationshipType,purchaseCount,npsScore

            A,2026-06-30,NON_CONTRACTUAL,many,11
            B,2026-06-30,NON_CONTRACTUAL,0,
            C,2026-06-30
            """);

        CommandRun run = decide(file);

        assertThat(run.err())
                .contains("Line 3, customer A: ")
                .contains("purchaseCount must be")
                .contains("npsScore must be")
                .contains("Line 5: The row has 2 cells, but the first line names 5 columns.")
                .contains("1 customer decided")
                .contains("; 2 customers have errors.");
        assertThat(run.out()).contains("B ").doesNotContain("\nA");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aMalformedLineOfJsonDoesNotAffectOthers() throws IOException {
        String request = """
            {"customerId":"%s","asOf":"2026-06-30","facts":{"relationshipType":"NON_CONTRACTUAL","purchaseCount":0}}
            """;
        Path file = Files.writeString(
                folder.resolve("c.jsonl"), request.formatted("A") + "{\"customerId\": \n\n" + request.formatted("B"));

        CommandRun run = decide(file);

        assertThat(run.out()).contains("A ", "B ");
        assertThat(run.err()).contains("Line 2: ").contains("; 1 customer has errors.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void asOfIsTheDateOfCustomersWithoutOne() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("c.csv"), "customerId;relationshipType;purchaseCount\nA;NON_CONTRACTUAL;0\n");
        Path json = Files.writeString(
                folder.resolve("c.json"),
                "{\"customerId\":\"A\",\"facts\":{\"relationshipType\":\"NON_CONTRACTUAL\",\"purchaseCount\":0}}");

        assertThat(decide(csv).err()).contains("asOf is missing");
        assertThat(decide(csv, "--as-of", "2026-06-30").status()).isZero();
        assertThat(decide(json).err()).contains("asOf is missing");
        assertThat(decide(json, "--as-of", "2026-06-30").status()).isZero();
    }

    @Test
    void explainsWithTheRowThatDecided() {
        CommandRun run = decide(FILES.resolve("customers.csv"), "--explain");

        assertThat(run.out())
                .containsPattern("Stage ST2 \\(stage.xlsx, Stage, row \\d+\\) \\{stage=PROSPECT\\}: ")
                .contains("1. PERSUADE_FIRST_PURCHASE 5: ");
    }

    @Test
    void writesTheOutputFileOnlyWhenComplete() throws IOException {
        Path out = folder.resolve("decisions.csv");

        CommandRun run = decide(FILES.resolve("customers.csv"), "--out", out);

        assertThat(run.out()).isEmpty();
        assertThat(out).content().startsWith("customerId,stage,").hasLineCount(5);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            out,
                            folder.resolve("decisions.csv.manifest.json"),
                            folder.resolve("decisions.csv.rejected.csv"));
        }
    }

    @Test
    void neverOverwritesTheFileItReads() throws IOException {
        Path file = Files.copy(FILES.resolve("customers.csv"), folder.resolve("c.csv"));

        assertThat(decide(file, "--out", file).status()).isEqualTo(2);
        assertThat(file).hasSameTextualContentAs(FILES.resolve("customers.csv"));
    }

    @Test
    void explainsInOneSentenceWhyAFileCannotBeDecided() throws IOException {
        Path workbook = Files.write(folder.resolve("workbook.csv"), new byte[] {'P', 'K', 3, 4});

        assertFails(1, "There is no file nowhere.csv.\n", "nowhere.csv");
        assertFails(1, "There is no folder nowhere.\n", FILES.resolve("customers.csv"), "--bundle", "nowhere");
        assertFails(1, "The file is a workbook or an archive, not text; save the sheet as \"CSV UTF-8\".\n", workbook);
        assertFails(1, "The file is empty.\n", Files.writeString(folder.resolve("e.json"), " \n"));
        assertThat(decide(folder).err()).isEqualTo(folder + " is a folder, not a file.\n");
    }

    private static void assertFails(int status, String sentence, Object... arguments) {
        CommandRun run = decide(arguments);
        assertThat(run.err()).isEqualTo(sentence);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(status);
    }

    @Test
    void reportsColumnsThatTheDictionaryLacks() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), "customerId,asOf,purchaseCnt,asOf\nA,2026-06-30,1,2\n");

        CommandRun run = decide(file);

        assertThat(run.err()).contains("asOf appears twice").contains("Did you mean purchaseCount?");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void readsCustomersHoweverASpreadsheetWritesThem() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.csv"), """
            customerId,asOf,relationshipType,purchaseCount,recencyDays,volumeCurrent,volumePrior,openComplaints,\
            satisfaction,marketingConsent,clv
            C07,2026-06-30,NON_CONTRACTUAL,15,45,200,500,1,2,true,2500
            """);
        String expected = decide(plain).out();

        assertThat(expected).contains("C07");
        assertThat(decide(FILES.resolve("customers-sep-line.csv")).out()).isEqualTo(expected);
        assertThat(decide(FILES.resolve("customers-trailing-empty-columns.csv")).out())
                .isEqualTo(expected);
        CommandRun comma = decide(FILES.resolve("customers-semicolon-decimal-comma.csv"), "--json");
        assertThat(comma.err()).startsWith("Read with semicolon between columns, decimal comma.\n");
        // (200.50 - 500.25) / 500.25
        assertThat(comma.out()).contains("\"volumeGrowth\":-0.5992003998");
        CommandRun excel = decide(FILES.resolve("customers-as-excel-writes-them.csv"));
        assertThat(excel.out()).hasLineCount(9);
        assertThat(excel.err()).contains("8 customers decided").contains("no errors");
    }

    @Test
    void noRowIsTakenForAnotherCustomerOrAnotherCurrency() throws IOException {
        CommandRun run = decide(Files.writeString(folder.resolve("excel.csv"), """
            customerId,asOf,relationshipType,volumeCurrent
            1.23457E+11,2026-06-30,NON_CONTRACTUAL,5
            A,2026-06-30,NON_CONTRACTUAL,5 €
            B,2026-06-30,NON_CONTRACTUAL,5 EUR
            C,2026-06-30,NON_CONTRACTUAL,$5
            """));
        assertThat(run.err())
                .contains("Line 2: The customer \"1.23457E+11\" was shortened by a spreadsheet;")
                .contains("Line 5, customer C: volumeCurrent must be")
                .contains("It is in $; the lines above are in €.")
                .contains("2 customers decided");

        Path titled = Files.writeString(
                folder.resolve("titled.csv"), "Customers 2026\n\ncustomerId;relationshipType\nA;NON_CONTRACTUAL\n");
        assertThat(decide(titled, "--as-of", "2026-06-30").err())
                .isEqualTo("Line 3 looks like the heading; leave out the 2 lines above it. Option: --skip N\n");
        assertThat(decide(titled, "--as-of", "2026-06-30", "--skip", "2").status())
                .isZero();
    }

    @Test
    void aCustomerIsDecidedOnceADay() throws IOException {
        String heading = "customerId,asOf,relationshipType,purchaseCount\n";
        Path csv = Files.writeString(folder.resolve("twice.csv"), heading + """
            A,2026-06-30,NON_CONTRACTUAL,3
            A,2026-05-31,NON_CONTRACTUAL,2
            A,2026-06-30,NON_CONTRACTUAL,0
            """);
        CommandRun run = decide(csv);
        assertThat(run.err())
                .startsWith("Line 4, customer A: The customer A is already described for 2026-06-30 in line 2, which"
                        + " counts.\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).hasLineCount(3);

        String customer = """
            {"customerId": "A", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"}}
            """;
        assertThat(decide(Files.writeString(folder.resolve("twice.jsonl"), customer + customer))
                        .err())
                .startsWith("Line 2, customer A: The customer A is already described for 2026-06-30 in line 1,");
        StringBuilder many = new StringBuilder(heading);
        for (int i = 0; i < 1_500; i++) {
            many.append("C").append(i).append(",2026-06-30,NON_CONTRACTUAL,3\n");
        }
        many.append("C7,2026-06-30,NON_CONTRACTUAL,3\n");
        assertThat(decide(Files.writeString(folder.resolve("many.csv"), many)).err())
                .startsWith("Line 1502, customer C7: The customer C7 is already described for 2026-06-30 in line 9,")
                .contains("1,500 customers decided");
    }

    @Test
    void headingsCanStandForNamesOfTheDictionary() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.csv"), "Client,asOf,relationshipType,Orders\nA,2026-06-30,NON_CONTRACTUAL,0\n");

        CommandRun run = decide(file, "--columns", "customerId=Client,purchaseCount=Orders");
        assertThat(run.out()).contains("A ");
        assertThat(run.status()).isZero();
        assertThat(decide(file, "--columns", "customerId=Clinet").err())
                .startsWith("The file has no column \"Clinet\". Did you mean Client? Its columns are: Client, asOf,");
        assertThat(decide(file, "--columns", "customerId").status()).isEqualTo(2);
    }

    @Test
    void showsTheFirstHundredCustomersWithErrorsAndCountsTheOthers() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.csv"),
                "customerId,asOf,relationshipType,purchaseCount\n" + "A,2026-06-30,NON_CONTRACTUAL,many\n".repeat(130));

        CommandRun run = decide(file);

        assertThat(run.err())
                .contains("Line 101, customer A")
                .doesNotContain("Line 102")
                .contains("30 more customers have errors.");
        assertThat(run.err()).contains("0 customers decided").contains("130 customers have errors");
    }

    @Test
    void aCellWithTwoReadingsIsAFaultOfItsCustomer() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), """
            customerId;asOf;relationshipType;purchaseCount;lastPurchaseDate;volumeCurrent
            A;2026-06-30;NON_CONTRACTUAL;1;2026-06-01;12.5
            B;2026-06-30;NON_CONTRACTUAL;1;01.06.26;12,5
            C;2026-06-30;NON_CONTRACTUAL;1;2026-06-01;12.5;;
            D;2026-06-30;NON_CONTRACTUAL;1;2026-06-01;"12
            """);

        CommandRun run = decide(file, "--decimal", "point");

        assertThat(run.err())
                .contains(
                        "Line 3, customer B: lastPurchaseDate must be a day such as 2026-06-30, from 1900 to 2200: The"
                                + " year of \"01.06.26\" has two digits; write it with four.")
                .contains("volumeCurrent must be a number of 0 or more (money): \"12,5\" is not a number.")
                .contains("Line 5: A quotation mark is not closed, or stands in the wrong place.")
                .contains("2 customers decided");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void noCellOfTheOutputIsAFormula() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), """
            customerId,asOf,relationshipType,purchaseCount
            =cmd|' /C calc'!A0,2026-06-30,NON_CONTRACTUAL,0
            +49,2026-06-30,NON_CONTRACTUAL,0
            -A1,2026-06-30,NON_CONTRACTUAL,0
            @SUM(A1),2026-06-30,NON_CONTRACTUAL,0
            plain-id,2026-06-30,NON_CONTRACTUAL,0
            """);
        Path out = folder.resolve("decisions.csv");

        decide(file, "--out", out);

        assertThat(Files.readAllLines(out).stream().skip(1).map(line -> line.split(",")[0]))
                .containsExactly("'=cmd|' /C calc'!A0", "+49", "'-A1", "'@SUM(A1)", "plain-id");
        assertThat(SpreadsheetCell.of("-2.9")).isEqualTo("-2.9");
        assertThat(SpreadsheetCell.of("\t=1+1")).isEqualTo("'\t=1+1");
        assertThat(SpreadsheetCell.of("-1+2")).isEqualTo("'-1+2");
        assertThat(SpreadsheetCell.of(List.of(List.of("region"), List.of("=HYPERLINK(A1)", "-50%"))))
                .containsExactly(List.of("region"), List.of("'=HYPERLINK(A1)", "-50%"));
    }

    @Test
    void misuseExitsWithTwo() {
        assertThat(decide().status()).isEqualTo(2);
        assertThat(decide(FILES.resolve("customers.csv"), "--no-such-option").status())
                .isEqualTo(2);
        assertThat(decide(FILES.resolve("customers.csv"), "--lang", "fr").status())
                .isEqualTo(2);
        assertThat(decide(FILES.resolve("customers.csv"), "--columns", "customer=1")
                        .status())
                .isEqualTo(2);
        assertThat(decide(FILES.resolve("customers.txt")).status()).isEqualTo(2);
        assertThat(decide("--transactions", FILES.resolve("customers.txt")).status())
                .isEqualTo(2);
        assertThat(decide(FILES.resolve("customers.csv"), "--as-of", "30.6.2026")
                        .err())
                .contains("--as-of: \"30.6.2026\" is not a date such as 2026-06-30.")
                .doesNotContain("\tat ");
    }

    @Test
    void aChineseRunIsChinese() throws IOException {
        Path faulty = Files.writeString(folder.resolve("c.csv"), """
            customerId,asOf,relationshipType,purchaseCount,npsScore,openComplaints
            A,2026-06-30,NON_CONTRACTUAL,many,11,-1
            B,2026-06-30,NON_CONTRACTUAL
            """);
        Path json = Files.writeString(folder.resolve("c.jsonl"), """
            {"customerId": "A", "asOf": "2026-06-30", "facts": {"purchaseCnt": 1}
            {"customerId": "B" "asOf": "2026-06-30"}
            {"customerId": }
            {"customerId": tru}
            """);
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/loop.drl"), """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "x" agenda-group "stage" when $d : Decision() then for (;;) {} end
            """);

        assertThat(decide(FILES.resolve("customers.csv"), "--lang", "zh")
                        .assertChinese()
                        .status())
                .isZero();
        assertThat(decide(FILES.resolve("customers.csv"), "--explain", "--lang", "zh")
                        .out())
                .contains("第12行）{stage=PROSPECT}：尚未购买");
        assertThat(decide("--transactions", FILES.resolve("sales.csv"), "--as-of", "2026-06-30", "--lang", "zh")
                        .assertChinese()
                        .out())
                .contains("生命周期阶段", "建议值");
        decide(faulty, "--lang", "zh").assertChinese();
        decide(json, "--lang", "zh").assertChinese();
        assertThat(decide(FILES.resolve("customers.csv"), "--bundle", folder, "--lang", "zh")
                        .err())
                .startsWith(folder + "中的规则有");
    }

    @Test
    void listsTheErrorsOfABundle() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/broken.drl"), "rule");

        CommandRun run = decide(FILES.resolve("customers.csv"), "--bundle", folder);

        assertThat(run.err()).startsWith("The rules in " + folder + " have ").contains("\n  ");
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(1);
    }
}
