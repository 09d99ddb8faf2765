package io.tenure.cli;

import static io.tenure.cli.CommandRun.FILES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `what-if` on files of customers, from the arguments to the printed output.
class WhatIfCommandTest {
    private static final String C07 = FILES.resolve("c07.json").toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void saysWhatWouldChangeADecision() {
        CommandRun run = CommandRun.of("what-if " + C07);

        assertThat(run.out().lines())
                .contains(
                        "What would change the decision about C07 on 2026-06-30",
                        "Now: retention level: Social; next best action: Resolve complaint.",
                        "What the firm can do: number of open complaints: 0 instead of 1. Then: retention level: Social;"
                                + " next best action: Repair the service failure. Nearest, proven.")
                .hasSize(5);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        CommandRun.of("what-if " + C07 + " --lang zh").assertChinese();
    }

    @Test
    void searchesWhatIsWishedAndPrintsItAsTheServiceDoes() throws IOException {
        CommandRun run = CommandRun.of("what-if " + C07 + " --wish nextBestAction=SERVICE_REPAIR --json");

        JsonNode answer = JSON.readTree(run.out());
        assertThat(answer.at("/now/nextBestAction").asText()).isEqualTo("COMPLAINT_RECOVERY");
        assertThat(answer.at("/byFirm/changes/0/fact").asText()).isEqualTo("openComplaints");
        assertThat(answer.at("/byFirm/changes/0/then").asInt(-1)).isZero();
        assertThat(answer.at("/byFirm/outcomes/nextBestAction").asText()).isEqualTo("SERVICE_REPAIR");
        assertThat(run.status()).isZero();
    }

    @Test
    void searchesForOneCustomerOfAFile() {
        String file = FILES.resolve("customers.csv").toString();

        assertThat(CommandRun.of("what-if " + file + " --customer C02 --wish stage=PROSPECT")
                        .out())
                .startsWith("What would change the decision about C02 ")
                .doesNotContain("C01", "C03");

        CommandRun unknown = CommandRun.of("what-if " + file + " --customer C99");
        assertThat(unknown.err()).isEqualTo(file + " has no customer C99.\n");
        assertThat(unknown.status()).isEqualTo(1);
    }

    @Test
    void searchesACustomersDayOnce() throws IOException {
        String customer = "{\"customerId\": \"A\", \"asOf\": \"2026-06-30\", \"facts\": {\"purchaseCount\": 0,"
                + " \"relationshipType\": \"NON_CONTRACTUAL\"}}\n";
        Path file = Files.writeString(folder.resolve("c.jsonl"), customer + customer);

        CommandRun run = CommandRun.of("what-if " + file + " --wish stage=PROSPECT");

        assertThat(run.out().lines().filter(line -> line.startsWith("What would change")))
                .hasSize(1);
        assertThat(run.err()).contains("Line 2, customer A:", "line 1");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void goesOnAfterACustomerWhoCanNotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), """
                customerId,asOf,relationshipType,purchaseCount,recencyDays
                A,2026-06-30,NON_CONTRACTUAL,many,10
                B,2026-06-30,NON_CONTRACTUAL,1,10
                """);

        CommandRun run = CommandRun.of("what-if " + file + " --wish stage=PROSPECT");

        assertThat(run.out()).startsWith("What would change the decision about B ");
        assertThat(run.err()).contains("Line 2, customer A:");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void saysEverythingThatIsWrongWithAWish() {
        CommandRun words = CommandRun.of("what-if " + C07 + " --wish x --wish stage=STABLE --wish stage=DECLINE");

        assertThat(words.err().lines())
                .containsExactly(
                        "--wish x isn't understood: write OUTCOME=CONDITION once for each outcome;"
                                + " ./tenure what-if --help has examples.",
                        "--wish stage=DECLINE isn't understood: write OUTCOME=CONDITION once for each outcome;"
                                + " ./tenure what-if --help has examples.");
        assertThat(words.status()).isEqualTo(2);

        CommandRun conditions = CommandRun.of("what-if " + C07 + " --wish level=SOCIAL --wish stage=FOO");
        assertThat(conditions.err().lines())
                .containsExactly(
                        "level is no outcome.",
                        "  the name of an outcome, or nextBestAction",
                        "stage has no code \"FOO\".",
                        "  Write one of: UNKNOWN, PROSPECT, EXPLORATION, FORMATION, STABLE, DECLINE, TERMINATED.");
        assertThat(conditions.status()).isEqualTo(2);
        assertThat(CommandRun.of("what-if " + C07 + " --max-time 0").err())
                .isEqualTo("--max-time must be 1 or more.\n");
    }
}
