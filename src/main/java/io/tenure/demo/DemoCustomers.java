package io.tenure.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Customers that were made up, as they are known on the last days of twelve months: prospects, buyers of different
/// rhythms of whom some leave, and holders of contracts. The same number and last day make the same customers.
///
/// @param count how many, 1 or more
/// @param lastDay the last of the days
record DemoCustomers(int count, LocalDate lastDay) {
    static final int MONTHS = 12;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DAYS_BEFORE = 540;
    private static final double MARGIN_RATE = 0.35;
    private static final List<String> TOPICS = List.of("delivery", "quality", "invoice", "service");
    private static final List<String> CHANNELS = List.of("EMAIL", "SMS", "PHONE", "APP");

    /// The day of a month, from 0.
    LocalDate day(int month) {
        return lastDay.minusMonths(MONTHS - 1L - month);
    }

    /// One customer's life, from which requests are taken.
    final class Life {
        private final String id;
        private final boolean hasContract;
        private final LocalDate firstContact;
        private final List<LocalDate> purchases = new ArrayList<>();
        private final List<Double> amounts = new ArrayList<>();
        private final List<LocalDate> complaints = new ArrayList<>();
        private final List<LocalDate> resolved = new ArrayList<>();
        private final int topic;
        private final int satisfaction;
        private final boolean consents;
        private final boolean consentKnown;
        private final boolean buysFromOthers;
        private final double shareOfWallet;
        private final boolean isMember;
        private final int contractMonths;
        private final String channel;

        /// @param number from 0
        Life(int number) {
            Random random = new Random(7_919L * number + 17);
            this.id = String.format(Locale.ROOT, "D%04d", number + 1);
            this.hasContract = random.nextInt(7) == 0;
            LocalDate begin = day(0).minusDays(DAYS_BEFORE);
            int days = (int) ChronoUnit.DAYS.between(begin, lastDay);
            this.firstContact = begin.plusDays(random.nextInt(days - 20));
            double gap = 12 + 110 * random.nextDouble() * random.nextDouble();
            double leaves = 0.22 * random.nextDouble() * random.nextDouble();
            double spend = 25 * Math.exp(0.8 * random.nextGaussian());
            boolean neverBuys = random.nextInt(9) == 0;
            LocalDate day = firstContact.plusDays(random.nextInt(30));
            while (!neverBuys && !day.isAfter(lastDay)) {
                purchases.add(day);
                amounts.add(Math.round(100 * spend * (0.5 + random.nextDouble())) / 100.0);
                if (random.nextDouble() < leaves) {
                    break;
                }
                day = day.plusDays(1 + (long) (-gap * Math.log(1 - random.nextDouble())));
                // Some buy less from one year to the next.
                spend *= random.nextInt(12) == 0 ? 0.6 : 1.01;
            }
            for (LocalDate bought : purchases) {
                if (random.nextInt(35) == 0) {
                    complaints.add(bought.plusDays(2));
                    resolved.add(bought.plusDays(5L + random.nextInt(50)));
                }
            }
            this.topic = random.nextInt(TOPICS.size());
            this.satisfaction = random.nextInt(5) < 2 ? 0 : 1 + Math.min(4, 1 + random.nextInt(5));
            this.consents = random.nextInt(10) > 0;
            this.consentKnown = random.nextInt(12) > 0;
            this.buysFromOthers = random.nextInt(6) == 0;
            this.shareOfWallet = 0.1 + 0.8 * random.nextDouble();
            this.isMember = random.nextInt(4) == 0;
            this.contractMonths = random.nextBoolean() ? 12 : 24;
            this.channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        }

        String id() {
            return id;
        }

        boolean isKnownOn(LocalDate day) {
            return !firstContact.isAfter(day);
        }

        /// What was bought after a day, up to another; 0 for nothing.
        double boughtBetween(LocalDate after, LocalDate until) {
            double sum = 0;
            for (int i = 0; i < purchases.size(); i++) {
                if (purchases.get(i).isAfter(after) && !purchases.get(i).isAfter(until)) {
                    sum += amounts.get(i);
                }
            }
            return sum;
        }

        /// The body of the request that decides the customer as known on a day.
        ObjectNode request(LocalDate asOf) {
            ObjectNode body = JSON.objectNode();
            body.put("customerId", id);
            body.put("asOf", asOf.toString());
            ObjectNode facts = body.putObject("facts");
            facts.put("relationshipType", hasContract ? "CONTRACTUAL" : "NON_CONTRACTUAL");
            facts.put("customerType", hasContract && topic == 0 ? "B2B" : "B2C");
            facts.put("firstContactDate", firstContact.toString());
            if (consentKnown) {
                facts.put("marketingConsent", consents);
            }
            facts.put("channelPreference", channel);
            ArrayNode bought = body.putArray("purchases");
            for (int i = 0; i < purchases.size() && !purchases.get(i).isAfter(asOf); i++) {
                ObjectNode purchase = bought.addObject();
                purchase.put("date", purchases.get(i).toString());
                purchase.put("amount", amounts.get(i));
                purchase.put("margin", Math.round(100 * MARGIN_RATE * amounts.get(i)) / 100.0);
            }
            if (!bought.isEmpty()) {
                addRelationship(facts, asOf);
            }
            ArrayNode complained = body.putArray("complaints");
            for (int i = 0; i < complaints.size() && !complaints.get(i).isAfter(asOf); i++) {
                ObjectNode complaint = complained.addObject();
                complaint.put("date", complaints.get(i).toString());
                complaint.put("topic", TOPICS.get(topic));
                if (!resolved.get(i).isAfter(asOf)) {
                    complaint.put("resolved", resolved.get(i).toString());
                }
            }
            return body;
        }

        private void addRelationship(ObjectNode facts, LocalDate asOf) {
            if (satisfaction > 0) {
                facts.put("satisfaction", satisfaction);
            }
            facts.put("loyaltyMember", isMember);
            facts.put("shareOfWallet", Math.round(100 * shareOfWallet) / 100.0);
            if (buysFromOthers) {
                facts.put("competitorActivity", true);
            }
            if (hasContract) {
                long months = ChronoUnit.MONTHS.between(purchases.getFirst(), asOf);
                facts.put("contractTermMonths", contractMonths);
                facts.put("contractMonthsRemaining", contractMonths - months % contractMonths);
                facts.put("automaticPayment", topic % 2 == 0);
            }
        }
    }

    Life life(int number) {
        return new Life(number);
    }
}
