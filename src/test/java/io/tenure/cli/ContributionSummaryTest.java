package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a decided file contributes: by type and stage, the trends by stage, the reasons for leaving, and the totals.
class ContributionSummaryTest {
    private static final String CUSTOMERS = """
            customerId,asOf,relationshipType,customerType,purchaseCount,recencyDays,volumeCurrent,profitCurrent,clv,\
            exitIntent,churnReason,satisfaction,satisfactionPrior
            K1,2026-06-30,NON_CONTRACTUAL,B2C,9,5,400,100,1000,,,4,5
            K2,2026-06-30,NON_CONTRACTUAL,B2C,9,5,600,100,3000,,,3,5
            K3,2026-06-30,NON_CONTRACTUAL,B2B,9,5,,,,,,,
            K4,2026-06-30,NON_CONTRACTUAL,B2C,9,5,100,-20,500,true,PRICE,2,2
            """;

    @TempDir
    private Path folder;

    @Test
    void addsUpSalesProfitValueAndWhatMayBeLost() throws IOException {
        assertThat(report("en")).contains("""
            Contribution of the last 90 days, by type and stage
                            customers  sales  profit  margin  lifetime value  potential loss
              B2C  STABLE           2  1,000     200    20 %           4,000             512
              B2C  DECLINE          1    100     -20   -20 %             500             500
              B2B  STABLE           1      -       -       -               -               -
            """);
    }

    @Test
    void showsTrendsByStageAndTheReasonsForLeaving() throws IOException {
        assertThat(report("en")).contains("""
            Mean change since the survey before, by stage (customers)
                       satisfaction  loyalty  purchase intention
              STABLE       -1.5 (2)        -                   -
              DECLINE      +0.0 (1)        -                   -

            Reasons for leaving
                     customers  lifetime value  potential loss
              PRICE          1             500             500
            """);
    }

    @Test
    void relatesTheProfitToTheValueOfAllCustomers() throws IOException {
        assertThat(report("en"))
                .contains("Lifetime value of 3 customers: 4,500; potential loss: 1,012")
                .contains("Return on customer assets: 16.2 % (profit of 90 days, scaled to a year, by lifetime value)");
        assertThat(report("zh")).contains("3名客户的生命周期价值合计：4,500；潜在损失：1,012").contains("流失原因", "价格");
    }

    private String report(String language) throws IOException {
        Path file = folder.resolve("customers.csv");
        Files.writeString(file, CUSTOMERS, UTF_8);
        CommandRun run = CommandRun.decide(file, "--lang", language);
        assertThat(run.status()).as(run.err()).isZero();
        return run.out() + run.err();
    }
}
