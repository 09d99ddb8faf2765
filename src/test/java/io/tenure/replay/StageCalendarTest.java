package io.tenure.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.RandomCases;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvOptions;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionColumns;
import io.tenure.input.Transactions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StageCalendarTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static CompiledRuleset ruleset;

    @BeforeAll
    static void compile() throws Exception {
        ruleset = ((Checked.Valid<CompiledRuleset, ?>) new BundleReader()
                        .read(Bundle.ofDirectory(Path.of(".")))
                        .then(read -> new Engine().compile(read)))
                .value();
    }

    private static List<TransactionAccount> accounts(List<String> lines) throws Exception {
        String text = "customer,date,amount\n" + String.join("\n", lines) + "\n";
        CsvFile csv =
                CsvFile.open(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), CsvOptions.NONE);
        TransactionColumns columns = TransactionColumns.of(csv, null, null, true);
        return new ArrayList<>(Transactions.read(csv, columns, columns.styles(csv), TODAY, .3, 1, _ -> {})
                .accounts());
    }

    @Test
    void theStageOfTheBundledRulesCanBeToldFromItsConditions() {
        assertThat(StageConditions.of(ruleset.ruleset())).isPresent();
    }

    /// One purchase: decline begins on the day after the gap that 90 % of customers don't exceed.
    @Test
    void aSinglePurchaseTurnsIntoDeclineByTheRowThatSaysSo() throws Exception {
        double gap = ruleset.ruleset().parameters().get("lapseGapP90");
        LocalDate bought = TODAY.minusDays(10);
        StageChange change = new StageCalendar(ruleset, Map.of("relationshipType", "NON_CONTRACTUAL"), TODAY, 400)
                .next(accounts(List.of("A," + bought + ",20")).getFirst())
                .orElseThrow();
        assertThat(change.day()).isEqualTo(bought.plusDays((long) Math.floor(gap) + 1));
        assertThat(change.from()).isEqualTo("EXPLORATION");
        assertThat(change.to()).isEqualTo("DECLINE");
        assertThat(change.row().name()).isEqualTo("ST5");
    }

    /// Deciding every day finds the same changes, for customers of all kinds: never one missed, never one too early.
    @Test
    void neverMissesAChangeThatDecidingDayByDayFinds() throws Exception {
        int cases = RandomCases.of(1000);
        var random = new Random(17);
        List<String> lines = new ArrayList<>();
        for (int c = 0; c < cases; c++) {
            int most = 1 + random.nextInt(12);
            int span = 20 + random.nextInt(600);
            for (int n = 0; n < most; n++) {
                int ago = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(span);
                double amount = random.nextInt(8) == 0 ? -random.nextInt(40) : 1 + random.nextInt(200);
                lines.add("C" + c + "," + TODAY.minusDays(ago) + "," + amount);
            }
            lines.add("C" + c + "," + TODAY.minusDays(random.nextInt(span)) + ",10");
        }
        int found = 0;
        for (String type : List.of("NON_CONTRACTUAL", "CONTRACTUAL")) {
            Map<String, String> facts = Map.of("relationshipType", type);
            int days = type.equals("CONTRACTUAL") ? 200 : 120;
            var quick = new StageCalendar(ruleset, facts, TODAY, days);
            var slow = new StageCalendar(ruleset, facts, TODAY, days, Optional.empty());
            for (TransactionAccount account : accounts(lines)) {
                Optional<StageChange> expected = slow.next(account);
                assertThat(quick.next(account)).as(account.id() + " " + type).isEqualTo(expected);
                found += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(cases / 2);
    }
}
