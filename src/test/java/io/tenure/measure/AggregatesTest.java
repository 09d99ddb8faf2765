package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatesTest {

    @Test
    void nothingIsDerivedWithoutRecords() {
        assertThat(Aggregates.of(AS_OF, null, null, null)).isEmpty();
    }

    @Test
    void anEmptyListMeansThatThereWereNoRecords() {
        assertThat(Aggregates.of(AS_OF, List.of(), List.of(), List.of()))
                .containsOnly(
                        entry("purchaseCount", 0),
                        entry("volumeCurrent", 0.0),
                        entry("annualVolume", 0.0),
                        entry("volumePeak", 0.0),
                        entry("profitCurrent", 0.0),
                        entry("profitPeak", 0.0),
                        entry("contactsLast30d", 0),
                        entry("openComplaints", 0),
                        entry("repeatComplaints", 0));
    }

    @Test
    void addsUpTheWindows() {
        Map<String, Object> facts = of(
                bought(400, 100, 10.0),
                bought(200, 500, 50.0),
                bought(150, 300, 30.0),
                bought(100, 40, 4.0),
                bought(20, 60, 6.0),
                bought(20, 10, 1.0));
        assertThat(facts)
                .containsOnly(
                        entry("firstPurchaseDate", AS_OF.minusDays(400)),
                        entry("lastPurchaseDate", AS_OF.minusDays(20)),
                        entry("purchaseCount", 5),
                        entry("volumeCurrent", 70.0),
                        entry("volumePrior", 340.0),
                        entry("volumePeak", 800.0),
                        entry("profitCurrent", 7.0),
                        entry("profitPrior", 34.0),
                        entry("profitPeak", 80.0),
                        entry("profitPerPeriod", Math.rint(101 * 90 / 401.0 * 1e6) / 1e6),
                        entry("averagePurchaseValue", 202.0),
                        entry("priorWindowDropToo", false),
                        entry("annualVolume", 910.0),
                        entry("annualMargin", 91.0));
    }

    /// The window's first day is 89 days ago, its last is `asOf`.
    @ParameterizedTest
    @CsvSource({"0, 7, 0", "89, 7, 0", "90, 0, 7", "179, 0, 7", "180, 0, 0"})
    void aWindowIsOpenAtItsStart(int daysAgo, double current, double prior) {
        Map<String, Object> facts = of(bought(300, 1, null), bought(daysAgo, 7, null));
        assertThat(facts).contains(entry("volumeCurrent", current), entry("volumePrior", prior));
    }

    @Test
    void thePriorWindowIsKnownOnlyIfTheRelationshipCoversIt() {
        assertThat(of(bought(179, 5, 1.0)))
                .contains(entry("volumePrior", 5.0), entry("profitPrior", 1.0))
                .doesNotContainKey("priorWindowDropToo");
        assertThat(of(bought(178, 5, 1.0))).doesNotContainKeys("volumePrior", "profitPrior");
    }

    @ParameterizedTest
    @CsvSource({"100, 50, true", "100, 51, false", "100, 0, true"})
    void thePriorWindowHalvedToo(double before, double prior, boolean halved) {
        assertThat(of(bought(269, before, null), bought(100, prior, null))).containsEntry("priorWindowDropToo", halved);
    }

    @Test
    void aWindowWithoutSalesCannotHaveHalved() {
        assertThat(of(bought(400, 10, null))).containsEntry("priorWindowDropToo", false);
        assertThat(of(bought(268, 10, null))).doesNotContainKey("priorWindowDropToo");
    }

    @Test
    void aLeapDayCountsLikeAnyDay() {
        LocalDate asOf = LocalDate.of(2024, 5, 28);
        assertThat(asOf.minusDays(89)).isEqualTo(LocalDate.of(2024, 2, 29));
        List<Purchase> purchases = List.of(
                new Purchase(LocalDate.of(2024, 2, 29), 89, 3, null),
                new Purchase(LocalDate.of(2024, 2, 28), 90, 5, null));
        assertThat(Aggregates.of(asOf, purchases, null, null))
                .contains(entry("volumeCurrent", 3.0), entry("purchaseCount", 2));
    }

    @Test
    void aReturnLowersTheWindowAndIsNoPurchase() {
        Map<String, Object> facts = of(bought(30, 100, 20.0), bought(10, -40, -8.0));
        assertThat(facts)
                .contains(
                        entry("purchaseCount", 1),
                        entry("lastPurchaseDate", AS_OF.minusDays(30)),
                        entry("volumeCurrent", 60.0),
                        entry("volumePeak", 100.0),
                        entry("profitCurrent", 12.0),
                        entry("profitPeak", 20.0),
                        entry("averagePurchaseValue", 60.0));
    }

    @Test
    void moreReturnsThanPurchasesMakeSalesZeroAndProfitNegative() {
        Map<String, Object> facts = of(bought(100, 50, 10.0), bought(10, -50, -10.0));
        assertThat(facts)
                .contains(
                        entry("volumeCurrent", 0.0), entry("profitCurrent", -10.0), entry("averagePurchaseValue", 0.0));
        assertThat(of(bought(10, -50, -10.0)))
                .contains(entry("purchaseCount", 0))
                .doesNotContainKeys("firstPurchaseDate", "averagePurchaseValue", "annualMargin");
    }

    @Test
    void anOrderWithAmountZeroIsAPurchase() {
        assertThat(of(bought(10, 0, -5.0))).contains(entry("purchaseCount", 1), entry("profitCurrent", -5.0));
    }

    @Test
    void thePeakMayFollowAReturnThatLeftTheWindow() {
        // The return of 60 lowers every window until 90 days after it; then 70 and 50 are alone in it.
        Map<String, Object> facts = of(bought(300, -60, null), bought(250, 70, null), bought(205, 50, null));
        assertThat(facts).containsEntry("volumePeak", 120.0);
    }

    @Test
    void anUnknownMarginMakesOnlyTheProfitOfItsWindowsUnknown() {
        Map<String, Object> facts = of(bought(400, 10, null), bought(120, 10, 3.0), bought(5, 10, 2.0));
        assertThat(facts)
                .contains(entry("profitCurrent", 2.0), entry("profitPrior", 3.0), entry("annualMargin", 5.0))
                .doesNotContainKeys("profitPeak", "profitPerPeriod");
        assertThat(of(bought(5, 10, null)))
                .doesNotContainKeys("profitCurrent", "profitPeak", "profitPerPeriod", "annualMargin");
    }

    @ParameterizedTest
    @CsvSource({"364, 12", "365, 2"})
    void theAnnualMarginCovers365Days(int daysAgo, double margin) {
        assertThat(of(bought(daysAgo, 10, 10.0), bought(0, 10, 2.0))).containsEntry("annualMargin", margin);
    }

    @Test
    void aYoungRelationshipIsNotScaledUp() {
        assertThat(of(bought(10, 50, 20.0))).contains(entry("annualMargin", 20.0), entry("profitPerPeriod", 20.0));
    }

    @Test
    void recordsAfterAsOfDoNotCount() {
        assertThat(of(bought(1, 10, 1.0), bought(-1, 99, 9.0)))
                .contains(entry("purchaseCount", 1), entry("volumeCurrent", 10.0), entry("volumePeak", 10.0));
        assertThat(Aggregates.of(
                        AS_OF,
                        null,
                        List.of(new Contact(AS_OF.plusDays(1), -1, null, null)),
                        List.of(new Complaint(AS_OF.plusDays(1), -1, null, null, false))))
                .containsOnly(entry("contactsLast30d", 0), entry("openComplaints", 0), entry("repeatComplaints", 0));
    }

    @Test
    void sumsOfCentsHaveNoRoundingErrors() {
        assertThat(of(bought(1, 0.1, 0.1), bought(2, 0.2, 0.2)))
                .contains(entry("volumeCurrent", 0.3), entry("profitCurrent", 0.3));
    }

    @Test
    void countsContactsOfTheLastThirtyDays() {
        List<Contact> contacts = List.of(contact(0), contact(29), contact(30));
        assertThat(Aggregates.of(AS_OF, null, contacts, null)).containsOnly(entry("contactsLast30d", 2));
    }

    @Test
    void countsComplaintsByTheirStateAtAsOf() {
        List<Complaint> complaints = List.of(
                complaint(50, AS_OF.minusDays(40), false),
                complaint(20, AS_OF.minusDays(15), true),
                complaint(10, null, true),
                complaint(5, AS_OF.plusDays(2), false));
        assertThat(Aggregates.of(AS_OF, null, null, complaints))
                .containsOnly(
                        entry("openComplaints", 2),
                        entry("repeatComplaints", 2),
                        entry("complaintResolutionDays", 7.5));
    }

    @Test
    void everyDerivedFactHasTheTypeInTheDictionary() {
        Map<String, Object> facts = Aggregates.of(
                AS_OF,
                List.of(bought(400, 5, 1.0), bought(20, 5, 1.0)),
                List.of(contact(1)),
                List.of(complaint(5, AS_OF, false)));
        assertThat(facts).hasSize(18);
        facts.forEach((name, value) -> assertThat(value)
                .as(name)
                .isInstanceOf(DICTIONARY.require(name).type().javaType()));
    }

    private static Map<String, Object> of(Purchase... purchases) {
        return Aggregates.of(AS_OF, List.of(purchases), null, null);
    }

    private static Purchase bought(int daysAgo, double amount, Double margin) {
        return new Purchase(AS_OF.minusDays(daysAgo), daysAgo, amount, margin);
    }

    private static Contact contact(int daysAgo) {
        return new Contact(AS_OF.minusDays(daysAgo), daysAgo, "EMAIL", null);
    }

    private static Complaint complaint(int daysAgo, LocalDate resolved, boolean repeated) {
        return new Complaint(AS_OF.minusDays(daysAgo), daysAgo, "delivery", resolved, repeated);
    }
}
