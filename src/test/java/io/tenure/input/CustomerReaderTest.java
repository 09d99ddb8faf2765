package io.tenure.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerReaderTest {
    private static final CustomerReader READER = Rulesets.reader();

    @Test
    void readsFactsMeasuresRecordsAndAttributes() {
        DecisionInput read = read("""
            {"customerId": "C1", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "clv": 2500, "exitIntent": false,
                       "shareOfWallet": 0.25, "satisfaction": 2.0, "npsScore": null},
             "purchases": [{"date": "2026-05-02", "amount": 120.00, "margin": 41.5},
                           {"date": "2026-06-20", "amount": 80}],
             "contacts": [{"date": "2026-06-28", "channel": "PHONE", "action": "SAVE_OFFER"}],
             "complaints": [{"date": "2026-06-02", "topic": "late"},
                            {"date": "2026-04-02", "topic": "late", "resolved": "2026-04-09"}],
             "attributes": {"region": "NORTH", "tickets": 3}}
            """);
        Customer customer = read.customer();
        assertThat(read.measureOverrides()).containsExactly(Map.entry("clv", 2500.0));
        assertThat(customer.getCustomerId()).isEqualTo("C1");
        assertThat(customer.getExitIntent()).isFalse();
        assertThat(customer.getSatisfaction()).isEqualTo(2);
        assertThat(customer.getNpsScore()).isNull();
        assertThat(customer.value("region")).isEqualTo("NORTH");
        assertThat(customer.value("tickets")).isEqualTo(3);
        assertThat(customer.purchases())
                .hasSize(2)
                .first()
                .satisfies(p -> assertThat(p.daysAgo()).isEqualTo(59));
        assertThat(customer.contacts())
                .singleElement()
                .satisfies(c -> assertThat(c.action()).isEqualTo("SAVE_OFFER"));
        assertThat(customer.complaints())
                .extracting(c -> c.date().toString(), c -> c.repeated(), c -> c.open())
                .containsExactly(tuple("2026-04-02", false, false), tuple("2026-06-02", true, true));
    }

    @Test
    void derivesFactsFromRecords() {
        Customer customer = read("""
            {"customerId": "C1", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"},
             "purchases": [{"date": "2026-05-02", "amount": 120}], "complaints": [{"date": "2026-06-02"}]}
            """).customer();
        assertThat(customer.getPurchaseCount()).isEqualTo(1);
        assertThat(customer.getLastPurchaseDate()).isEqualTo(LocalDate.of(2026, 5, 2));
        assertThat(customer.getOpenComplaints()).isEqualTo(1);
        assertThat(customer.getContactsLast30d()).isNull();
    }

    @Test
    void readsRecordsThatStandBeforeAsOf() {
        Customer customer = read("""
            {"purchases": [{"date": "2026-05-02", "amount": 120}], "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL"}, "customerId": "C1"}
            """).customer();
        assertThat(customer.getPurchaseCount()).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissing() {
        assertFaults("{}", "/customerId missing", "/asOf missing", "/facts/relationshipType missing");
    }

    @Test
    void takesNullForUnknownButNotForWhatIsRequired() {
        assertFaults("""
            {"customerId": null, "asOf": null, "facts": null, "purchases": null}
            """, "/customerId missing", "/asOf missing", "/facts/relationshipType missing");
    }

    @Test
    void namesTheNearestKnownFact() {
        assertThat(faults(customer("\"purchaseCuont\": 3"))).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("unknown-name");
            assertThat(f.pointer()).isEqualTo("/facts/purchaseCuont");
            assertThat(f.value()).isEqualTo(3.0);
            assertThat(f.expected().en()).isEqualTo("purchaseCount");
            assertThat(f.message().en()).contains("Did you mean purchaseCount?");
            assertThat(f.message().zh()).contains("是否指purchaseCount？");
        });
    }

    @Test
    void tellsWhereAMisplacedNameBelongs() {
        assertThat(faults("""
            {"customerId": "C", "asOf": "2026-06-30", "purchaseCount": 3,
             "facts": {"relationshipType": "NON_CONTRACTUAL", "region": "NORTH", "asOf": "2026-06-30"},
             "attributes": {"exitIntent": true}}
            """))
                .extracting(InputFault::pointer, f -> f.message().en())
                .containsExactly(
                        tuple("/purchaseCount", "A request has no member purchaseCount. It belongs in facts."),
                        tuple("/facts/region", "region is not accepted here. It belongs in attributes."),
                        tuple("/facts/asOf", "asOf is not accepted here. It belongs next to facts, not in it."),
                        tuple("/attributes/exitIntent", "exitIntent is not accepted here. It belongs in facts."));
    }

    @Test
    void rejectsWhatIsComputedOrDecided() {
        assertThat(faults(customer("\"cpv\": 3, \"stage\": \"STABLE\"")))
                .extracting(InputFault::pointer, f -> f.message().en())
                .containsExactly(
                        tuple("/facts/cpv", "cpv is not accepted here. It is always computed."),
                        tuple("/facts/stage", "stage is not accepted here. It is an outcome of the decision."));
    }

    @Test
    void rejectsUnknownMembers() {
        assertThat(faults("""
            {"customerId": "C", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"},
             "purchase": []}
            """)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("unknown-member");
            assertThat(f.pointer()).isEqualTo("/purchase");
            assertThat(f.message().en()).contains("Did you mean purchases?");
        });
    }

    @Test
    void rejectsWrongTypesAllAtOnce() {
        assertFaults(
                """
                {"customerId": 7, "asOf": "30.06.2026",
                 "facts": {"relationshipType": true, "purchaseCount": 1.5, "exitIntent": "true", "clv": [1],
                           "lastPurchaseDate": 20260502, "volumeCurrent": "much"},
                 "purchases": {}, "contacts": [3], "attributes": []}
                """,
                "/customerId wrong-type",
                "/asOf wrong-type",
                "/facts/relationshipType wrong-type",
                "/facts/purchaseCount wrong-type",
                "/facts/exitIntent wrong-type",
                "/facts/clv wrong-type",
                "/facts/lastPurchaseDate wrong-type",
                "/facts/volumeCurrent wrong-type",
                "/attributes wrong-type",
                "/purchases wrong-type",
                "/contacts/0 wrong-type");
    }

    @Test
    void rejectsNumbersWrittenAsText() {
        assertThat(faults(customer("\"purchaseCount\": \"12\"")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("number-as-text");
                    assertThat(f.pointer()).isEqualTo("/facts/purchaseCount");
                    assertThat(f.value()).isEqualTo("12");
                    assertThat(f.expected().en()).isEqualTo("a whole number of 0 or more (orders)");
                });
    }

    @Test
    void rejectsWhatIsNoNumber() {
        assertFaults(
                customer("\"clv\": NaN, \"volumeCurrent\": Infinity, \"profitCurrent\": -Infinity, \"annualMargin\":"
                        + " 1e999"),
                "/facts/clv not-a-number",
                "/facts/volumeCurrent not-a-number",
                "/facts/profitCurrent not-a-number",
                "/facts/annualMargin out-of-range");
    }

    @Test
    void rejectsValuesOutOfRange() {
        assertFaults(
                customer("\"purchaseCount\": -1, \"satisfaction\": 6, \"shareOfWallet\": 1.01, \"stableDays\":"
                        + " 3000000000, \"firstPurchaseDate\": \"0026-01-01\""),
                "/facts/purchaseCount out-of-range",
                "/facts/satisfaction out-of-range",
                "/facts/shareOfWallet out-of-range",
                "/facts/stableDays out-of-range",
                "/facts/firstPurchaseDate out-of-range");
    }

    @Test
    void namesTheNearestCode() {
        assertThat(faults(customer("\"priceSensitivity\": \"HIHG\", \"currency\": \"euro\"")))
                .extracting(
                        InputFault::code, InputFault::pointer, f -> f.message().en())
                .containsExactly(
                        tuple(
                                "unknown-code",
                                "/facts/priceSensitivity",
                                "HIHG is not a code of priceSensitivity. Did you mean HIGH?"),
                        tuple(
                                "invalid-text",
                                "/facts/currency",
                                "currency must be a currency code of three capital letters, such as EUR, not euro."));
    }

    @Test
    void rejectsDaysThatDoNotExist() {
        assertFaults(customer("\"lastPurchaseDate\": \"2026-02-30\""), "/facts/lastPurchaseDate wrong-type");
    }

    @Test
    void rejectsDaysAfterAsOf() {
        assertFaults(
                """
                {"customerId": "C", "asOf": "2026-06-30",
                 "facts": {"relationshipType": "NON_CONTRACTUAL", "firstContactDate": "2026-07-01"},
                 "purchases": [{"date": "2026-06-30", "amount": 1}, {"date": "2026-07-02", "amount": 1}],
                 "complaints": [{"date": "2026-06-01", "resolved": "2026-07-03"}]}
                """,
                "/purchases/1/date after-as-of",
                "/complaints/0/resolved after-as-of",
                "/facts/firstContactDate after-as-of");
    }

    @Test
    void rejectsToDecideInTheFuture() {
        assertFaults("""
            {"customerId": "C", "asOf": "2026-07-17", "facts": {"relationshipType": "NON_CONTRACTUAL"}}
            """, "/asOf in-the-future");
    }

    @Test
    void reportsBothOfTwoEqualNamesAtAnyDepth() {
        List<InputFault> faults = faults("""
            {"customerId": "C", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL",
                       "purchaseCount": 3, "purchaseCount": 4},
             "purchases": [{"date": "2026-05-02", "amount": 1, "date": "2026-05-03"}],
             "contacts": [{"x": {"y": {"a/b~c": 1, "a/b~c": 2}}, "date": "2026-06-01"}]}
            """);
        assertThat(faults)
                .filteredOn(f -> f.code().equals("duplicate"))
                .extracting(InputFault::pointer, InputFault::value)
                .containsExactly(
                        tuple("/facts/purchaseCount", 3.0),
                        tuple("/facts/purchaseCount", 4.0),
                        tuple("/purchases/0/date", "2026-05-02"),
                        tuple("/purchases/0/date", "2026-05-03"),
                        tuple("/contacts/0/x/y/a~1b~0c", 1.0),
                        tuple("/contacts/0/x/y/a~1b~0c", 2.0));
        assertThat(faults.getFirst().message().en())
                .isEqualTo("purchaseCount appears 2 times; here in line 3, column 12.");
    }

    @Test
    void saysWhereTextStopsBeingJson() {
        assertThat(faults("{\"customerId\": \"C\",\n  \"asOf\": }"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("not-json");
                    assertThat(f.message().en()).startsWith("Line 2, column 11:");
                    assertThat(f.message().zh()).startsWith("第2行第11列：");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"customerId\": \"C\"  | The text ends before the JSON does: a bracket, brace or quotation mark is"
                        + " not closed.",
                "{\"customerId: 1}         | The text ends before the JSON does: a bracket, brace or quotation mark is"
                        + " not closed.",
                "{\"a\": 1 \"b\": 2}    | A comma or a closing bracket is missing before \".",
                "{\"a\" 1}                | A colon is missing before 1.",
                "{a: 1}                     | A name in quotation marks must stand here, not a.",
                "{\"a\": }                | } cannot stand here.",
                "{\"a\": yes}             | yes is no text in quotation marks, no number, and not true, false or null.",
                "{\"a\": \"\u0001\"}   | A text has a line break or another control character in it; write it as \\n"
                        + ", for example.",
                "{\"a\": \"\\x\"}     | This is not JSON.",
            })
    void saysWhatIsWrongWithTheSyntaxOfJson(String json, String sentence) {
        assertThat(faults(json))
                .singleElement()
                .satisfies(
                        f -> assertThat(f.message().en()).matches("Line 1, column \\d+: " + Pattern.quote(sentence)));
    }

    @Test
    void rejectsWhatIsNoObject() {
        assertFaults("", " not-json");
        assertFaults("[]", " wrong-type");
        assertFaults("null", " wrong-type");
        assertFaults("{} {}", " not-json");
        assertFaults("{\"customerId\": \"C\"", " not-json");
        assertThat(codes(READER.read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})))
                .containsExactly(" not-json");
    }

    @Test
    void rejectsDeepNesting() {
        assertFaults("{\"facts\": " + "[".repeat(100) + "]".repeat(100) + "}", " too-deep");
        assertFaults("[".repeat(100_000), " too-deep");
    }

    @Test
    void rejectsTextThatCannotBeStored() {
        for (String id : List.of("", " ", "a\\u0000b", "\\ud800", "x".repeat(201))) {
            assertThat(faults("""
                {"customerId": "%s", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"}}
                """.formatted(id)))
                    .as(id)
                    .extracting(f -> f.pointer() + " " + f.code())
                    .containsExactly("/customerId invalid-text");
        }
    }

    @Test
    void namesBothValuesOfAContradiction() {
        assertThat(faults("""
            {"customerId": "C", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 3, "recencyDays": 10},
             "purchases": [{"date": "2026-05-02", "amount": 120}]}
            """))
                .extracting(
                        InputFault::code,
                        InputFault::pointer,
                        InputFault::value,
                        f -> f.expected().en())
                .containsExactly(
                        tuple("contradiction", "/facts/purchaseCount", 3, "1"),
                        tuple("contradiction", "/facts/recencyDays", 10, "59"));
    }

    @Test
    void rejectsFactsThatContradictEachOther() {
        assertFaults(
                customer("\"firstPurchaseDate\": \"2026-05-02\", \"lastPurchaseDate\": \"2026-05-01\""),
                "/facts/firstPurchaseDate contradiction");
        assertFaults(
                customer("\"purchaseCount\": 0, \"lastPurchaseDate\": \"2026-05-01\""),
                "/facts/purchaseCount contradiction");
        assertFaults(
                customer("\"lastPurchaseDate\": \"2026-06-01\", \"recencyDays\": 12"),
                "/facts/recencyDays contradiction");
    }

    @Test
    void rejectsIncompleteOrUnknownPartsOfRecords() {
        assertFaults(
                """
                {"customerId": "C", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"},
                 "purchases": [{"amount": "1", "date": null}, {"date": "2026-05-02", "amuont": 1}],
                 "contacts": [{"date": "2026-05-02", "channel": "FAX", "action": "SAVE_OFER"}],
                 "complaints": [{"date": "2026-05-02", "resolved": "2026-05-01"}]}
                """,
                "/purchases/0/amount number-as-text",
                "/purchases/0/date missing",
                "/purchases/1/amuont unknown-name",
                "/purchases/1/amount missing",
                "/contacts/0/channel unknown-code",
                "/contacts/0/action unknown-code",
                "/complaints/0/resolved contradiction");
    }

    @Test
    void readsRowsAsItReadsJson() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("customerId", "C1");
        row.put("asOf", "2026-06-30");
        row.put("relationshipType", "NON_CONTRACTUAL");
        row.put("purchaseCount", " 12 ");
        row.put("clv", "2500.50");
        row.put("exitIntent", "TRUE");
        row.put("npsScore", "");
        row.put("region", "SOUTH");
        DecisionInput fromRow = READER.readRow(row).orElseThrow();
        DecisionInput fromJson = read("""
            {"customerId": "C1", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "clv": 2500.5,
                       "exitIntent": true}, "attributes": {"region": "SOUTH"}}
            """);
        assertThat(fromRow.customer().getCustomerId()).isEqualTo("C1");
        assertThat(fromRow.customer().known()).isEqualTo(fromJson.customer().known());
        assertThat(fromRow.measureOverrides()).isEqualTo(fromJson.measureOverrides());
    }

    @Test
    void findsAllFaultsOfARow() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("customerId", "C1");
        row.put("asOf", "30.6.2026");
        row.put("purchaseCount", "many");
        row.put("exitIntent", "yes");
        row.put("satisfaction", "7");
        row.put("purchaseCuont", "3");
        assertThat(codes(READER.readRow(row)))
                .containsExactly(
                        "/asOf wrong-type",
                        "/purchaseCount wrong-type",
                        "/exitIntent wrong-type",
                        "/satisfaction out-of-range",
                        "/purchaseCuont unknown-name",
                        "/relationshipType missing");
    }

    @Test
    void neighboursOnNeighbouringDaysAreNotTakenForOneAnother() {
        CustomerSource.CustomerDays days = new CustomerSource.CustomerDays();
        LocalDate first = LocalDate.of(2026, 1, 1);
        for (int repeated = 0; repeated < 2; repeated++) {
            int line = 0;
            for (int day = 0; day < 60; day++) {
                for (char id = '0'; id <= 'Z'; id++) {
                    line++;
                    InputFault fault = days.add(
                            READER.readRow(TableRow.of(Map.of(
                                            "customerId",
                                            String.valueOf(id),
                                            "asOf",
                                            first.plusDays(day).toString(),
                                            "relationshipType",
                                            "NON_CONTRACTUAL")))
                                    .orElseThrow()
                                    .customer(),
                            line);
                    if (repeated == 0) {
                        assertThat(fault).isNull();
                    } else {
                        assertThat(fault).isNotNull();
                        assertThat(fault.message().en()).endsWith(" in line " + line + ", which counts.");
                    }
                }
            }
        }
    }

    private static String customer(String facts) {
        return """
            {"customerId": "C", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL", %s}}
            """.formatted(facts);
    }

    private static DecisionInput read(String json) {
        return READER.read(json.getBytes(UTF_8)).orElseThrow();
    }

    private static List<InputFault> faults(String json) {
        return faults(READER.read(json.getBytes(UTF_8)));
    }

    private static List<InputFault> faults(Checked<DecisionInput, InputFault> reading) {
        return switch (reading) {
            case Checked.Valid(DecisionInput read, var _) -> throw new AssertionError("no fault in " + read);
            case Checked.Invalid(List<InputFault> faults) -> faults;
        };
    }

    private static List<String> codes(Checked<DecisionInput, InputFault> reading) {
        return faults(reading).stream().map(f -> f.pointer() + " " + f.code()).toList();
    }

    private static void assertFaults(String json, String... expected) {
        assertThat(codes(READER.read(json.getBytes(UTF_8)))).as(json).containsExactly(expected);
    }
}
