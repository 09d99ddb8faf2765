package io.tenure.cli;

import static io.tenure.cli.CommandRun.decide;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the bundled rules decide about real customers, against what these did in the 90 days after. The table with all
/// figures is in docs/decisions/0022-real-customers.md.
class RealCustomersTest {
    /// Most silent to most active.
    private static final List<String> STAGES = List.of("DECLINE", "EXPLORATION", "FORMATION", "STABLE");

    private static final List<String> BANDS = List.of("HIGH", "ELEVATED", "WATCH", "LOW");
    private static final int DAYS = 90;

    @TempDir
    private Path folder;

    private record Purchase(String customer, LocalDate date) {}

    private record Decided(String customer, String stage, String riskBand, String level, String action) {
        static Decided of(String line) {
            String[] cells = line.split(",", -1);
            return new Decided(cells[0], cells[1], cells[4], cells[6], cells[7]);
        }
    }

    @Test
    void customersOfAMusicShopBuyAgainAsTheirStageAndRiskSay() throws IOException {
        Path log = data("cdnow/CDNOW_master.txt");
        List<Purchase> purchases = Files.readAllLines(log).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .map(cells -> new Purchase(cells[0], LocalDate.parse(cells[1], DateTimeFormatter.BASIC_ISO_DATE)))
                .toList();

        judge(purchases, LocalDate.of(1998, 3, 31), log, "--columns", "customer=1,date=2,amount=4");
    }

    /// Its log has no amounts: each order counts alike.
    @Test
    void customersOfAnOnlineGrocerBuyAgainAsTheirStageAndRiskSay() throws IOException {
        List<String> lines = Files.readAllLines(data("grocery/elog.csv"));
        List<Purchase> purchases = lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new Purchase(cells[0], LocalDate.parse(cells[1])))
                .toList();
        Path log = folder.resolve("orders.csv");
        Files.write(
                log,
                lines.stream()
                        .map(line -> line + (line.startsWith("customer") ? ",amount" : ",40"))
                        .toList());

        judge(purchases, LocalDate.of(2007, 9, 30), log);
    }

    private void judge(List<Purchase> purchases, LocalDate asOf, Path log, Object... layout) throws IOException {
        Path out = folder.resolve("decided.csv");
        List<Object> arguments = new ArrayList<>(List.of(
                "--transactions", log, "--as-of", asOf, "--unit-margin", "0.3", "--fact", "marketingConsent=true"));
        arguments.addAll(List.of(layout));
        arguments.addAll(List.of("--out", out));
        CommandRun run = decide(arguments.toArray());
        assertThat(run.status()).as(run.err()).isZero();
        List<Decided> decided =
                Files.readAllLines(out).stream().skip(1).map(Decided::of).toList();
        Set<String> boughtAgain = new HashSet<>();
        for (Purchase purchase : purchases) {
            if (purchase.date.isAfter(asOf) && !purchase.date.isAfter(asOf.plusDays(DAYS))) {
                boughtAgain.add(purchase.customer);
            }
        }

        assertThat(shares(decided, Decided::stage, STAGES, boughtAgain)).isSorted();
        assertThat(shares(decided, Decided::riskBand, BANDS, boughtAgain)).isSorted();
        assertThat(decided.stream().map(Decided::level).collect(toSet())).hasSizeGreaterThanOrEqualTo(3);
        assertThat(decided.stream().map(Decided::action).collect(toSet())).hasSizeGreaterThanOrEqualTo(6);
    }

    /// The share of customers that bought again, of each group in turn; every customer is in one of them.
    private static List<Double> shares(
            List<Decided> decided, Function<Decided, String> group, List<String> groups, Set<String> boughtAgain) {
        Map<String, List<Decided>> grouped = decided.stream().collect(groupingBy(group));
        assertThat(grouped.keySet()).containsExactlyInAnyOrderElementsOf(groups);
        return groups.stream()
                .map(name -> grouped.get(name).stream()
                        .mapToDouble(one -> boughtAgain.contains(one.customer) ? 1 : 0)
                        .average()
                        .orElseThrow())
                .toList();
    }

    private static Path data(String name) {
        Path file = Path.of(System.getProperty("tenure.real-customers", "../shared/data"), name);
        assumeTrue(
                Files.exists(file),
                () -> "skipped: " + file + " does not exist; -Dtenure.real-customers=FOLDER sets its folder");
        return file;
    }
}
