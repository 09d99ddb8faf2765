package io.tenure.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each rule refuses its two values, names both, and leaves alone what only comes near.
class ContradictionRulesTest {
    private static final CustomerReader READER = Rulesets.reader();
    private static final Path ACCEPTED_ONCE = Path.of("src/test/resources/cases/customers/contradictory-facts.jsonl");

    /// Facts that break one rule, what is said of them, and the nearest facts that break none; as of 2026-06-30.
    private record Example(String facts, String message, String legal) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example(
                    "purchaseCount=0 lastPurchaseDate=2026-05-01",
                    "purchaseCount 0 contradicts lastPurchaseDate 2026-05-01: a customer who has never bought has none.",
                    "purchaseCount=1 lastPurchaseDate=2026-05-01"),
            new Example(
                    "purchaseCount=0 recencyDays=0",
                    "purchaseCount 0 contradicts recencyDays 0: a customer who has never bought has none.",
                    "purchaseCount=1 recencyDays=0"),
            new Example(
                    "purchaseCount=0 firstPurchaseDate=2026-06-29",
                    "purchaseCount 0 contradicts firstPurchaseDate 2026-06-29: a customer who has never bought has none.",
                    "purchaseCount=1 firstPurchaseDate=2026-06-29"),
            new Example(
                    "purchaseCount=0 tenureMonths=1",
                    "purchaseCount 0 contradicts tenureMonths 1: a customer who has never bought has none.",
                    "purchaseCount=0 tenureMonths=0"),
            new Example(
                    "purchaseCount=0 highestStageReached=FORMATION",
                    "purchaseCount 0 contradicts highestStageReached FORMATION: a customer who has never bought has none.",
                    "purchaseCount=1 highestStageReached=FORMATION"),
            new Example(
                    "purchaseCount=0 newBusinessPurchase=true",
                    "purchaseCount 0 contradicts newBusinessPurchase true: a customer who has never bought has none.",
                    "purchaseCount=0 newBusinessPurchase=false"),
            new Example(
                    "relationshipType=CONTRACTUAL purchaseCount=0 firstPurchaseDate=2026-05-30",
                    "purchaseCount 0 contradicts firstPurchaseDate 2026-05-30: a contract that has run for a month counts"
                            + " as a purchase.",
                    "relationshipType=CONTRACTUAL purchaseCount=0 firstPurchaseDate=2026-05-31"),
            new Example(
                    "relationshipType=CONTRACTUAL purchaseCount=0 tenureMonths=1",
                    "purchaseCount 0 contradicts tenureMonths 1: a contract that has run for a month counts as a purchase.",
                    "relationshipType=CONTRACTUAL purchaseCount=0 tenureMonths=0"),
            nothingBought("volumeCurrent", "0.01"),
            nothingBought("annualVolume", "0.01"),
            nothingBought("volumePrior", "500"),
            nothingBought("volumePeak", "500"),
            nothingBought("averagePurchaseValue", "19.99"),
            nothingBought("shareOfWallet", "0.5"),
            nothingBought("stableDays", "30"),
            nothingBought("qualityIncidentsTolerated", "1"),
            nothingBought("profitCurrent", "7.5"),
            nothingBought("profitPrior", "7.5"),
            nothingBought("profitPeak", "7.5"),
            nothingBought("profitPerPeriod", "7.5"),
            new Example(
                    "purchaseCount=1 meanInterpurchaseDays=30",
                    "purchaseCount 1 contradicts meanInterpurchaseDays 30: it takes two purchases.",
                    "purchaseCount=2 meanInterpurchaseDays=30"),
            new Example(
                    "purchaseCount=1 gapRatio=1.5",
                    "purchaseCount 1 contradicts gapRatio 1.5: it takes two purchases.",
                    "purchaseCount=2 gapRatio=1.5"),
            new Example(
                    "purchaseCount=1 interpurchaseCv=0.2",
                    "purchaseCount 1 contradicts interpurchaseCv 0.2: it takes two purchases.",
                    "purchaseCount=1 interpurchaseCv=0"),
            new Example(
                    "purchaseCount=1 returnedAfterLapse=true",
                    "purchaseCount 1 contradicts returnedAfterLapse true: it takes two purchases.",
                    "purchaseCount=1 returnedAfterLapse=false"),
            new Example(
                    "firstPurchaseDate=2026-05-02 lastPurchaseDate=2026-05-01",
                    "firstPurchaseDate 2026-05-02 contradicts lastPurchaseDate 2026-05-01: the first purchase cannot be"
                            + " after the last.",
                    "firstPurchaseDate=2026-05-01 lastPurchaseDate=2026-05-01"),
            new Example(
                    "purchaseCount=1 firstPurchaseDate=2026-05-01 lastPurchaseDate=2026-05-02",
                    "purchaseCount 1 contradicts lastPurchaseDate 2026-05-02: with one purchase day, the first purchase,"
                            + " on 2026-05-01, is also the last.",
                    "relationshipType=CONTRACTUAL purchaseCount=1 firstPurchaseDate=2026-05-01"
                            + " lastPurchaseDate=2026-05-02"),
            new Example(
                    "recencyDays=30 firstPurchaseDate=2026-06-01",
                    "recencyDays 30 contradicts firstPurchaseDate 2026-06-01: the last purchase, on 2026-05-31, would be"
                            + " before the first, on 2026-06-01 or later.",
                    "recencyDays=29 firstPurchaseDate=2026-06-01"),
            new Example(
                    "recencyDays=92 tenureMonths=2",
                    "recencyDays 92 contradicts tenureMonths 2: the last purchase, on 2026-03-30, would be before the"
                            + " first, on 2026-03-31 or later.",
                    "recencyDays=91 tenureMonths=2"),
            new Example(
                    "lastPurchaseDate=2025-06-30 tenureMonths=11",
                    "lastPurchaseDate 2025-06-30 contradicts tenureMonths 11: the last purchase, on 2025-06-30, would be"
                            + " before the first, on 2025-07-01 or later.",
                    "lastPurchaseDate=2025-07-01 tenureMonths=11"),
            new Example(
                    "purchaseCount=3 firstPurchaseDate=2026-06-01 lastPurchaseDate=2026-06-02",
                    "purchaseCount 3 contradicts firstPurchaseDate 2026-06-01: from the first purchase, on 2026-06-01, to"
                            + " the last, on 2026-06-02, there are 2 days.",
                    "purchaseCount=2 firstPurchaseDate=2026-06-01 lastPurchaseDate=2026-06-02"),
            new Example(
                    "purchaseCount=32 tenureMonths=0",
                    "purchaseCount 32 contradicts tenureMonths 0: from the first purchase, on 2026-05-31, to the last, on"
                            + " 2026-06-30, there are 31 days.",
                    "purchaseCount=31 tenureMonths=0"),
            new Example(
                    "meanInterpurchaseDays=32 purchaseCount=3 firstPurchaseDate=2026-05-01",
                    "meanInterpurchaseDays 32 contradicts firstPurchaseDate 2026-05-01: 3 purchases so far apart do not fit"
                            + " between 2026-05-01 and 2026-06-30.",
                    "meanInterpurchaseDays=31 purchaseCount=3 firstPurchaseDate=2026-05-01"),
            new Example(
                    "meanInterpurchaseDays=40 purchaseCount=10 tenureMonths=10",
                    "meanInterpurchaseDays 40 contradicts tenureMonths 10: 10 purchases so far apart do not fit between"
                            + " 2025-07-31 and 2026-06-30.",
                    "meanInterpurchaseDays=37 purchaseCount=10 tenureMonths=10"),
            new Example(
                    "volumePrior=10 firstPurchaseDate=2026-04-02",
                    "volumePrior 10 contradicts firstPurchaseDate 2026-04-02: the first purchase, on 2026-04-02 or later,"
                            + " is in the latest 90 days.",
                    "volumePrior=10 firstPurchaseDate=2026-04-01"),
            new Example(
                    "volumePrior=10 tenureMonths=1",
                    "volumePrior 10 contradicts tenureMonths 1: the first purchase, on 2026-05-01 or later, is in the"
                            + " latest 90 days.",
                    "volumePrior=10 tenureMonths=2"),
            new Example(
                    "previousStage=FORMATION previousStageDays=90 firstPurchaseDate=2026-04-02",
                    "previousStageDays 90 contradicts firstPurchaseDate 2026-04-02: FORMATION would have begun before the"
                            + " first purchase, on 2026-04-02 or later.",
                    "previousStage=FORMATION previousStageDays=89 firstPurchaseDate=2026-04-02"),
            new Example(
                    "previousStage=STABLE previousStageDays=61 tenureMonths=1",
                    "previousStageDays 61 contradicts tenureMonths 1: STABLE would have begun before the first purchase,"
                            + " on 2026-05-01 or later.",
                    "previousStage=PROSPECT previousStageDays=61 tenureMonths=1"),
            new Example(
                    "volumeCurrent=101 volumePeak=100",
                    "volumeCurrent 101 contradicts volumePeak 100: a peak is at least as high as any other period.",
                    "volumeCurrent=100.99 volumePeak=100"),
            new Example(
                    "volumePrior=99.52 volumePeak=99.5",
                    "volumePrior 99.52 contradicts volumePeak 99.5: a peak is at least as high as any other period.",
                    "volumePrior=99.504 volumePeak=99.5"),
            new Example(
                    "profitCurrent=-3 profitPeak=-5",
                    "profitCurrent -3 contradicts profitPeak -5: a peak is at least as high as any other period.",
                    "profitCurrent=-5 profitPeak=-3"),
            new Example(
                    "profitPrior=60 profitPeak=50",
                    "profitPrior 60 contradicts profitPeak 50: a peak is at least as high as any other period.",
                    "profitPrior=50 profitPeak=50"),
            new Example(
                    "volumeCurrent=700 spendingCapacity=600",
                    "volumeCurrent 700 contradicts spendingCapacity 600: net sales of 90 days cannot be above what the"
                            + " customer spends with all suppliers in a year.",
                    "volumeCurrent=600 spendingCapacity=600"),
            new Example(
                    "competitorPurchases=2 shareOfWallet=1",
                    "competitorPurchases 2 contradicts shareOfWallet 1: a customer who buys from competitors does not buy"
                            + " everything from us.",
                    "competitorPurchases=2 shareOfWallet=0.99"),
            new Example(
                    "competitorPurchases=2 competitorBrands=0",
                    "competitorPurchases 2 contradicts competitorBrands 0: a purchase from a competitor is of a competing"
                            + " brand.",
                    // The purchases are those of 90 days, the brands of all time.
                    "competitorPurchases=0 competitorBrands=3"),
            new Example(
                    "firstContactDate=2026-05-02 firstPurchaseDate=2026-05-01",
                    "firstContactDate 2026-05-02 contradicts firstPurchaseDate 2026-05-01: the first contact is no later"
                            + " than the first purchase.",
                    "firstContactDate=2026-05-01 firstPurchaseDate=2026-05-01"),
            new Example(
                    "contractMonthsRemaining=1",
                    "relationshipType NON_CONTRACTUAL contradicts contractMonthsRemaining 1: a customer without a contract"
                            + " has none.",
                    "contractMonthsRemaining=0"),
            new Example(
                    "contractTermMonths=12",
                    "relationshipType NON_CONTRACTUAL contradicts contractTermMonths 12: a customer without a contract has"
                            + " none.",
                    "contractTermMonths=1"),
            new Example(
                    "relationshipType=CONTRACTUAL contractTermMonths=12 contractMonthsRemaining=13",
                    "contractMonthsRemaining 13 contradicts contractTermMonths 12: no more months remain than the contract"
                            + " runs.",
                    "relationshipType=CONTRACTUAL contractTermMonths=12 contractMonthsRemaining=12"),
            new Example(
                    "relationshipType=CONTRACTUAL relationshipEnded=true contractMonthsRemaining=2",
                    "relationshipEnded true contradicts contractMonthsRemaining 2: a relationship that has ended has no"
                            + " contract left.",
                    "relationshipType=CONTRACTUAL relationshipEnded=true contractMonthsRemaining=0"),
            new Example(
                    "relationshipEnded=true openComplaints=1",
                    "relationshipEnded true contradicts openComplaints 1: a relationship has ended only once all matters"
                            + " are settled.",
                    "relationshipEnded=true openComplaints=0"));

    private static Example nothingBought(String name, String value) {
        return new Example(
                "purchaseCount=0 " + name + "=" + value,
                "purchaseCount 0 contradicts " + name + " " + value + ": a customer who has never bought has none.",
                "purchaseCount=0 " + name + "=0");
    }

    @TestFactory
    Stream<DynamicTest> everyRuleNamesBothValuesInJsonAndInFilesAlike() {
        return EXAMPLES.stream()
                .map(example -> DynamicTest.dynamicTest(example.facts, () -> {
                    assertThat(messages(READER.read(json(example.facts)))).containsExactly(example.message);
                    assertThat(messages(READER.readRow(row(example.facts)))).containsExactly(example.message);
                    assertThat(messages(READER.read(json(example.legal)))).isEmpty();
                    assertThat(messages(READER.readRow(row(example.legal)))).isEmpty();
                }));
    }

    @Test
    void everyRuleHasAnExample() {
        List<String> rules = ContradictionRules.RULES.stream()
                .map(rule -> rule.name() + " " + rule.otherName())
                .toList();
        List<String> examples = new ArrayList<>(EXAMPLES.stream()
                .map(e -> e.message.replaceFirst("^(\\w+) \\S+ contradicts (\\w+) .*", "$1 $2"))
                .toList());
        examples.add("complaintResolutionDays complaints");
        assertThat(rules).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void daysToResolveComplaintsContradictComplaintsOfWhichNoneIsResolved() {
        String request = """
                {"customerId": "C", "asOf": "2026-06-30",
                 "facts": {"relationshipType": "NON_CONTRACTUAL", "complaintResolutionDays": 4},
                 "complaints": [{"date": "2026-06-02"%s}]}
                """;
        assertThat(messages(READER.read(request.formatted("").getBytes(UTF_8))))
                .containsExactly("complaintResolutionDays 4 contradicts complaints 1: none of the complaints given is"
                        + " resolved.");
        assertThat(messages(READER.read(
                        request.formatted(", \"resolved\": \"2026-06-06\"").getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void pointsToTheValueThatWasGivenWhereTheOtherFollowsFromRecords() {
        var faults = faults(READER.read("""
                {"customerId": "C", "asOf": "2026-06-30",
                 "facts": {"relationshipType": "NON_CONTRACTUAL", "recencyDays": 3}, "purchases": []}
                """.getBytes(UTF_8)));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/facts/recencyDays");
            assertThat(fault.value()).isEqualTo(3);
            assertThat(fault.expected().en()).isEqualTo("a value that agrees with purchaseCount");
            assertThat(fault.message().zh()).isEqualTo("purchaseCount 0与recencyDays 3矛盾：从未购买的客户不会有该值。");
        });
    }

    @Test
    void contradictionsAreFoundTogetherWithOtherFaults() {
        assertThat(faults(READER.read(json("purchaseCount=0 volumeCurrent=500 satisfaction=9"))))
                .extracting(InputFault::code, InputFault::pointer)
                .containsExactly(
                        tuple("out-of-range", "/facts/satisfaction"), tuple("contradiction", "/facts/purchaseCount"));
    }

    @Test
    void customersWhoseFactsCannotAllBeTrueAreRefusedWithBothValues() throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(ACCEPTED_ONCE)) {
            found.addAll(messages(READER.read(line.getBytes(UTF_8))));
        }
        assertThat(found)
                .containsExactly(
                        "purchaseCount 0 contradicts volumeCurrent 500: a customer who has never bought has none.",
                        "purchaseCount 0 contradicts firstPurchaseDate 2020-01-01: a contract that has run for a month"
                                + " counts as a purchase.",
                        "purchaseCount 50 contradicts firstPurchaseDate 2026-06-01: from the first purchase, on"
                                + " 2026-06-01, to the last, on 2026-06-02, there are 2 days.",
                        "recencyDays 400 contradicts tenureMonths 2: the last purchase, on 2025-05-26, would be before the"
                                + " first, on 2026-03-31 or later.",
                        "volumeCurrent 500 contradicts volumePeak 100: a peak is at least as high as any other period.");
    }

    private static byte[] json(String facts) {
        StringBuilder members = new StringBuilder();
        row(facts).forEach((name, value) -> {
            if (!name.equals("customerId") && !name.equals("asOf")) {
                boolean plain = value.matches("-?\\d+(\\.\\d+)?|true|false");
                members.append(members.isEmpty() ? "" : ", ")
                        .append('"')
                        .append(name)
                        .append("\": ")
                        .append(plain ? value : '"' + value + '"');
            }
        });
        return "{\"customerId\": \"C\", \"asOf\": \"2026-06-30\", \"facts\": {%s}}"
                .formatted(members)
                .getBytes(UTF_8);
    }

    private static Map<String, String> row(String facts) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("customerId", "C");
        row.put("asOf", "2026-06-30");
        row.put("relationshipType", "NON_CONTRACTUAL");
        for (String fact : facts.split(" ")) {
            row.put(fact.substring(0, fact.indexOf('=')), fact.substring(fact.indexOf('=') + 1));
        }
        return row;
    }

    private static List<InputFault> faults(Checked<DecisionInput, InputFault> reading) {
        return reading instanceof Checked.Invalid<DecisionInput, InputFault>(List<InputFault> faults)
                ? faults
                : List.of();
    }

    private static List<String> messages(Checked<DecisionInput, InputFault> reading) {
        return faults(reading).stream().map(fault -> fault.message().en()).toList();
    }
}
