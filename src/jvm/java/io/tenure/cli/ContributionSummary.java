package io.tenure.cli;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the decided customers contribute, by type and stage; how their attitudes changed, by stage; why they leave;
/// what all of them are worth and may be lost.
///
/// Only known values are added up; a sum of which nothing is known is shown as `-`.
final class ContributionSummary {
    private static final double WINDOWS_PER_YEAR = 365.0 / 90;
    private static final String UNKNOWN = "-";

    private static final Message CUSTOMERS = Message.of("cli.contribution.customers");
    private static final Message SALES = Message.of("cli.contribution.sales");
    private static final Message PROFIT = Message.of("cli.contribution.profit");
    private static final Message MARGIN_RATE = Message.of("cli.contribution.margin-rate");
    private static final Message LIFETIME_VALUE = Message.of("cli.contribution.lifetime-value");
    private static final Message POTENTIAL_LOSS = Message.of("cli.contribution.potential-loss");
    private static final Message SATISFACTION = Message.of("cli.contribution.satisfaction");
    private static final Message LOYALTY = Message.of("cli.contribution.loyalty");
    private static final Message INTENTION = Message.of("cli.contribution.intention");

    private final OutputLabels labels;
    private final Map<List<String>, Totals> byTypeAndStage = new LinkedHashMap<>();
    private final Map<String, Totals> byStage = new LinkedHashMap<>();
    private final Map<String, Totals> byCause = new LinkedHashMap<>();
    private final Totals all = new Totals();

    ContributionSummary(OutputLabels labels) {
        this.labels = labels;
        for (String stage : codes("stage")) {
            byStage.put(stage, new Totals());
        }
        for (String type : codes("customerType")) {
            byStage.keySet().forEach(stage -> byTypeAndStage.put(List.of(type, stage), new Totals()));
        }
        for (String cause : codes("churnCause")) {
            byCause.put(cause, new Totals());
        }
    }

    private List<String> codes(String field) {
        return Stream.concat(labels.ruleset().dictionary().require(field).codes().stream(), Stream.of(UNKNOWN))
                .toList();
    }

    void add(DecisionResult result) {
        String type = Objects.requireNonNullElse(result.customer().getCustomerType(), UNKNOWN);
        String stage = Objects.requireNonNullElse(result.decision().getStage(), UNKNOWN);
        String cause = Objects.requireNonNullElse(result.decision().getChurnCause(), UNKNOWN);
        for (Totals totals : List.of(
                all,
                byStage.computeIfAbsent(stage, _ -> new Totals()),
                byTypeAndStage.computeIfAbsent(List.of(type, stage), _ -> new Totals()),
                byCause.computeIfAbsent(cause, _ -> new Totals()))) {
            totals.add(result);
        }
    }

    /// The tables of which something is known.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (all.sales.count > 0 || all.profit.count > 0 || all.lifetimeValue.count > 0) {
            appendContribution(lines);
        }
        if (all.satisfaction.count > 0 || all.loyalty.count > 0 || all.intention.count > 0) {
            appendTrends(lines);
        }
        appendCauses(lines);
        if (all.lifetimeValue.count > 0) {
            appendCustomerEquity(lines);
        }
        return lines;
    }

    private void appendContribution(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        byTypeAndStage.forEach((key, totals) -> {
            if (totals.customers > 0) {
                rows.add(List.of(
                        labels.of(key.getFirst()),
                        labels.of(key.getLast()),
                        OutputLabels.formatted("%,d", totals.customers),
                        totals.sales.text(),
                        totals.profit.text(),
                        totals.marginRate(),
                        totals.lifetimeValue.text(),
                        totals.potentialLoss.text()));
            }
        });
        appendTable(
                Message.of("cli.contribution.title"),
                List.of(CUSTOMERS, SALES, PROFIT, MARGIN_RATE, LIFETIME_VALUE, POTENTIAL_LOSS),
                rows,
                2,
                lines);
    }

    private void appendTrends(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        byStage.forEach((stage, totals) -> {
            if (totals.satisfaction.count + totals.loyalty.count + totals.intention.count > 0) {
                rows.add(List.of(
                        labels.of(stage),
                        totals.satisfaction.meanText(),
                        totals.loyalty.meanText(),
                        totals.intention.meanText()));
            }
        });
        appendTable(Message.of("cli.contribution.trends"), List.of(SATISFACTION, LOYALTY, INTENTION), rows, 1, lines);
    }

    private void appendCauses(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        byCause.forEach((cause, totals) -> {
            if (totals.customers > 0 && !cause.equals("NONE") && !cause.equals(UNKNOWN)) {
                rows.add(List.of(
                        labels.of(cause),
                        OutputLabels.formatted("%,d", totals.customers),
                        totals.lifetimeValue.text(),
                        totals.potentialLoss.text()));
            }
        });
        if (!rows.isEmpty()) {
            appendTable(
                    Message.of("cli.contribution.causes"),
                    List.of(CUSTOMERS, LIFETIME_VALUE, POTENTIAL_LOSS),
                    rows,
                    1,
                    lines);
        }
    }

    private void appendCustomerEquity(List<String> lines) {
        lines.add("");
        lines.add(labels.localized(Message.of(
                "cli.contribution.customer-equity",
                "customers",
                all.lifetimeValue.count,
                "value",
                all.lifetimeValue.text(),
                "loss",
                all.potentialLoss.text())));
        if (all.profitOfValued.count > 0 && all.valueOfProfitable.sum > 0) {
            lines.add(labels.localized(Message.of(
                    "cli.contribution.return-on-customer-assets",
                    "rate",
                    OutputLabels.number(
                            100 * all.profitOfValued.sum * WINDOWS_PER_YEAR / all.valueOfProfitable.sum, 1))));
        }
    }

    /// @param texts columns at the left that are texts; the others are numbers
    private void appendTable(
            Message title, List<Message> numbers, List<List<String>> rows, int texts, List<String> lines) {
        List<String> headings = Stream.concat(
                        Stream.generate(() -> "").limit(texts), numbers.stream().map(labels::localized))
                .toList();
        List<ReportTable.Row> cells =
                rows.stream().map(row -> new ReportTable.Row(row, null)).toList();
        lines.addAll(new ReportTable(labels.localized(title), "", headings, cells).lines(texts));
    }

    private static final class Totals {
        private long customers;
        private final Sum sales = new Sum();
        private final Sum profit = new Sum();
        private final Sum salesOfProfit = new Sum();
        private final Sum profitOfSales = new Sum();
        private final Sum lifetimeValue = new Sum();
        private final Sum potentialLoss = new Sum();
        private final Sum profitOfValued = new Sum();
        private final Sum valueOfProfitable = new Sum();
        private final Sum satisfaction = new Sum();
        private final Sum loyalty = new Sum();
        private final Sum intention = new Sum();

        void add(DecisionResult result) {
            customers++;
            Customer customer = result.customer();
            Double sold = customer.getVolumeCurrent();
            Double earned = customer.getProfitCurrent();
            Double worth = result.measures().getClv();
            sales.add(sold);
            profit.add(earned);
            if (sold != null && earned != null) {
                salesOfProfit.add(sold);
                profitOfSales.add(earned);
            }
            lifetimeValue.add(worth);
            if (worth != null && earned != null) {
                valueOfProfitable.add(worth);
                profitOfValued.add(earned);
            }
            potentialLoss.add(result.decision().getPotentialLoss());
            satisfaction.add(result.measures().getSatisfactionTrend());
            loyalty.add(result.measures().getLoyaltyTrend());
            intention.add(result.measures().getPurchaseIntentionTrend());
        }

        String marginRate() {
            return salesOfProfit.sum > 0
                    ? OutputLabels.number(100 * profitOfSales.sum / salesOfProfit.sum, 1) + " %"
                    : UNKNOWN;
        }
    }

    private static final class Sum {
        private long count;
        private double sum;

        void add(@Nullable Number value) {
            if (value != null) {
                count++;
                sum += value.doubleValue();
            }
        }

        String text() {
            return count == 0 ? UNKNOWN : OutputLabels.formatted("%,.0f", sum);
        }

        String meanText() {
            return count == 0 ? UNKNOWN : OutputLabels.formatted("%+.1f (%,d)", sum / count, count);
        }
    }
}
