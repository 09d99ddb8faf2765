package io.tenure.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about one customer at `asOf`: a value for each fact of the [Dictionary], null where unknown.
///
/// Immutable. The getters are for rules written in DRL and stand in the order of the dictionary;
/// their meaning, unit and range are there. A test holds the two together.
public final class Customer extends FieldValues {
    private final List<Purchase> purchases;
    private final List<Contact> contacts;
    private final List<Complaint> complaints;

    private Customer(
            Dictionary dictionary,
            @Nullable Object[] values,
            List<Purchase> purchases,
            List<Contact> contacts,
            List<Complaint> complaints) {
        super(dictionary.fields(FieldKind.FACT), values);
        this.purchases = List.copyOf(purchases);
        this.contacts = List.copyOf(contacts);
        this.complaints = List.copyOf(complaints);
    }

    /// A customer whose facts are already of the dictionary's types; names the dictionary lacks are a bug.
    public static Customer of(Dictionary dictionary, Map<String, ?> facts) {
        return of(dictionary, facts, List.of(), List.of(), List.of());
    }

    /// A customer with the records that its aggregates were derived from.
    public static Customer of(
            Dictionary dictionary,
            Map<String, ?> facts,
            List<Purchase> purchases,
            List<Contact> contacts,
            List<Complaint> complaints) {
        return new Customer(dictionary, byIndex(dictionary, FieldKind.FACT, facts), purchases, contacts, complaints);
    }

    public List<Purchase> purchases() {
        return purchases;
    }

    public List<Contact> contacts() {
        return contacts;
    }

    public List<Complaint> complaints() {
        return complaints;
    }

    /// A fact that the site has added, by name: `attribute("region") == "NORTH"`.
    public @Nullable Object attribute(String name) {
        return value(name);
    }

    public @Nullable String getCustomerId() {
        return (String) value(0);
    }

    public @Nullable LocalDate getAsOf() {
        return (LocalDate) value(1);
    }

    public @Nullable String getRelationshipType() {
        return (String) value(2);
    }

    public @Nullable String getCustomerType() {
        return (String) value(3);
    }

    public @Nullable String getCurrency() {
        return (String) value(4);
    }

    public @Nullable LocalDate getFirstContactDate() {
        return (LocalDate) value(5);
    }

    public @Nullable LocalDate getFirstPurchaseDate() {
        return (LocalDate) value(6);
    }

    public @Nullable LocalDate getLastPurchaseDate() {
        return (LocalDate) value(7);
    }

    public @Nullable Integer getPurchaseCount() {
        return (Integer) value(8);
    }

    public @Nullable Double getVolumeCurrent() {
        return (Double) value(9);
    }

    public @Nullable Double getVolumePrior() {
        return (Double) value(10);
    }

    public @Nullable Double getVolumePeak() {
        return (Double) value(11);
    }

    public @Nullable Double getProfitCurrent() {
        return (Double) value(12);
    }

    public @Nullable Double getProfitPrior() {
        return (Double) value(13);
    }

    public @Nullable Double getProfitPeak() {
        return (Double) value(14);
    }

    public @Nullable Double getProfitPerPeriod() {
        return (Double) value(15);
    }

    public @Nullable Double getAveragePurchaseValue() {
        return (Double) value(16);
    }

    public @Nullable Boolean getPriorWindowDropToo() {
        return (Boolean) value(17);
    }

    public @Nullable Integer getStableDays() {
        return (Integer) value(18);
    }

    public @Nullable Boolean getRelationshipEnded() {
        return (Boolean) value(19);
    }

    public @Nullable Boolean getExitIntent() {
        return (Boolean) value(20);
    }

    public @Nullable Boolean getReturnedAfterLapse() {
        return (Boolean) value(21);
    }

    public @Nullable Double getUnitMargin() {
        return (Double) value(22);
    }

    public @Nullable Double getSpendingCapacity() {
        return (Double) value(23);
    }

    public @Nullable Double getShareOfWallet() {
        return (Double) value(24);
    }

    public @Nullable Double getServiceCost() {
        return (Double) value(25);
    }

    public @Nullable Double getAcquisitionCost() {
        return (Double) value(26);
    }

    public @Nullable Double getAnnualMargin() {
        return (Double) value(27);
    }

    public @Nullable Double getRetentionRate() {
        return (Double) value(28);
    }

    public @Nullable Double getDiscountRate() {
        return (Double) value(29);
    }

    public @Nullable Double getInfluence() {
        return (Double) value(30);
    }

    public @Nullable Double getReach() {
        return (Double) value(31);
    }

    public @Nullable Double getAvgPurchaseValueOfInfluenced() {
        return (Double) value(32);
    }

    public @Nullable Double getReferralValue() {
        return (Double) value(33);
    }

    public @Nullable Integer getIdeasSubmitted() {
        return (Integer) value(34);
    }

    public @Nullable Boolean getDataShared() {
        return (Boolean) value(35);
    }

    public @Nullable Double getProductValue() {
        return (Double) value(36);
    }

    public @Nullable Double getServiceValue() {
        return (Double) value(37);
    }

    public @Nullable Double getPersonnelValue() {
        return (Double) value(38);
    }

    public @Nullable Double getImageValue() {
        return (Double) value(39);
    }

    public @Nullable Double getMonetaryCost() {
        return (Double) value(40);
    }

    public @Nullable Double getTimeCost() {
        return (Double) value(41);
    }

    public @Nullable Double getEnergyCost() {
        return (Double) value(42);
    }

    public @Nullable Double getPhysicalCost() {
        return (Double) value(43);
    }

    public @Nullable Double getEconomicValue() {
        return (Double) value(44);
    }

    public @Nullable Double getFunctionalValue() {
        return (Double) value(45);
    }

    public @Nullable Double getPsychologicalValue() {
        return (Double) value(46);
    }

    public @Nullable Double getFinancialScore() {
        return (Double) value(47);
    }

    public @Nullable Double getMarketScore() {
        return (Double) value(48);
    }

    public @Nullable Double getManagementScore() {
        return (Double) value(49);
    }

    public @Nullable Double getLearningGrowthScore() {
        return (Double) value(50);
    }

    public @Nullable Integer getSatisfaction() {
        return (Integer) value(51);
    }

    public @Nullable Integer getNpsScore() {
        return (Integer) value(52);
    }

    public @Nullable Double getCes() {
        return (Double) value(53);
    }

    public @Nullable Double getLoyaltyAttitude() {
        return (Double) value(54);
    }

    public @Nullable Double getLoyaltyBehaviour() {
        return (Double) value(55);
    }

    public @Nullable Double getTrustCredibility() {
        return (Double) value(56);
    }

    public @Nullable Double getTrustBenevolence() {
        return (Double) value(57);
    }

    public @Nullable Integer getOpenComplaints() {
        return (Integer) value(58);
    }

    public @Nullable Integer getRepeatComplaints() {
        return (Integer) value(59);
    }

    public @Nullable Double getComplaintResolutionDays() {
        return (Double) value(60);
    }

    public @Nullable Integer getQualityIncidentsTolerated() {
        return (Integer) value(61);
    }

    public @Nullable String getPriceSensitivity() {
        return (String) value(62);
    }

    public @Nullable Double getSelectionTimeMinutes() {
        return (Double) value(63);
    }

    public @Nullable Integer getBrandAttention() {
        return (Integer) value(64);
    }

    public @Nullable Integer getCompetitorPurchases() {
        return (Integer) value(65);
    }

    public @Nullable Integer getCompetitorBrands() {
        return (Integer) value(66);
    }

    public @Nullable Boolean getCompetitorActivity() {
        return (Boolean) value(67);
    }

    public @Nullable String getSwitchingCost() {
        return (String) value(68);
    }

    public @Nullable Integer getContractTermMonths() {
        return (Integer) value(69);
    }

    public @Nullable Integer getContractMonthsRemaining() {
        return (Integer) value(70);
    }

    public @Nullable Integer getProductsHeld() {
        return (Integer) value(71);
    }

    public @Nullable Boolean getNewBusinessPurchase() {
        return (Boolean) value(72);
    }

    public @Nullable Boolean getAutomaticPayment() {
        return (Boolean) value(73);
    }

    public @Nullable Boolean getLoyaltyMember() {
        return (Boolean) value(74);
    }

    public @Nullable Boolean getNamedRepresentative() {
        return (Boolean) value(75);
    }

    public @Nullable Boolean getCommunityMember() {
        return (Boolean) value(76);
    }

    public @Nullable Boolean getSystemIntegration() {
        return (Boolean) value(77);
    }

    public @Nullable Boolean getIntegrationFeasible() {
        return (Boolean) value(78);
    }

    public @Nullable Boolean getMarketingConsent() {
        return (Boolean) value(79);
    }

    public @Nullable Boolean getErasureRequested() {
        return (Boolean) value(80);
    }

    public @Nullable Integer getContactsLast30d() {
        return (Integer) value(81);
    }

    public @Nullable Integer getContactCap() {
        return (Integer) value(82);
    }

    public @Nullable String getChannelPreference() {
        return (String) value(83);
    }

    public @Nullable String getChurnReason() {
        return (String) value(84);
    }

    public @Nullable Double getSaveProbability() {
        return (Double) value(85);
    }

    public @Nullable Double getSaveCost() {
        return (Double) value(86);
    }

    public @Nullable Integer getSaveDays() {
        return (Integer) value(87);
    }

    public @Nullable String getPreviousStage() {
        return (String) value(88);
    }

    public @Nullable Integer getPreviousStageDays() {
        return (Integer) value(89);
    }
}
