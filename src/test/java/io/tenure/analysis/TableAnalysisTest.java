package io.tenure.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.ConditionParser;
import io.tenure.parser.Scope;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.RandomTables;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Gaps, overlaps and unreachable rows, and the messages about them.
class TableAnalysisTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Test
    void namesACustomerWhomNoRowMatchesAndTheRowThatWould() {
        Table table = table(
                HitPolicy.FIRST,
                List.of("stage", "volumeGrowth"),
                "DECLINE, TERMINATED | -",
                "not DECLINE, TERMINATED | <= -0.5",
                "not DECLINE, TERMINATED | 0..0.25",
                "unknown | -");

        assertThat(findingTexts(table)).containsExactly("""
                        WARNING gap 1: T
                          No row of T matches a customer with stage UNKNOWN, volumeGrowth -0.2.
                          Add a row: stage "not DECLINE, TERMINATED", volumeGrowth "not <= -0.5, 0..0.25".
                          T中没有任何行适用于这样的客户（stage UNKNOWN，volumeGrowth -0.2）。
                          请添加一行：stage "not DECLINE, TERMINATED"，volumeGrowth "not <= -0.5, 0..0.25"。""", """
                        WARNING gap 1: T
                          No row of T matches a customer with stage UNKNOWN, volumeGrowth unknown.
                          Add a row: stage "not DECLINE, TERMINATED", volumeGrowth "unknown".
                          T中没有任何行适用于这样的客户（stage UNKNOWN，volumeGrowth未知）。
                          请添加一行：stage "not DECLINE, TERMINATED"，volumeGrowth "unknown"。""");
    }

    @Test
    void saysInOneRowWhatOneCellCanSay() {
        Table table = table(HitPolicy.UNIQUE, List.of("purchaseCount"), "1", "3..5", "> 8");

        assertThat(analysis(table).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cells()).containsExactly("<= 0, 2, 6..8, unknown"));
    }

    @Test
    void namesBothRowsThatMatchACustomer() {
        Table table = table(
                HitPolicy.UNIQUE,
                List.of("purchaseCount", "exitIntent"),
                "<= 5 | -",
                "> 5 | -",
                "3..7 | TRUE",
                "unknown | -");

        assertThat(findingTexts(table)).containsExactly("""
                        ERROR overlap 8: R8
                          Rows 6 R6 and 8 R8 both match a customer with purchaseCount 4, exitIntent TRUE; in a UNIQUE table only one row may.
                          Narrow one of the rows until they exclude each other, or set HitPolicy to FIRST so that the upper row applies.
                          第6行R6与第8行R8都适用于这样的客户（purchaseCount 4，exitIntent TRUE）；UNIQUE表中只能有一行适用。
                          请收窄其中一行，使两者互斥；或将HitPolicy设为FIRST，以上面的行为准。""", """
                        ERROR overlap 8: R8
                          Rows 7 R7 and 8 R8 both match a customer with purchaseCount 6, exitIntent TRUE; in a UNIQUE table only one row may.
                          Narrow one of the rows until they exclude each other, or set HitPolicy to FIRST so that the upper row applies.
                          第7行R7与第8行R8都适用于这样的客户（purchaseCount 6，exitIntent TRUE）；UNIQUE表中只能有一行适用。
                          请收窄其中一行，使两者互斥；或将HitPolicy设为FIRST，以上面的行为准。""");
    }

    @Test
    void namesTheRowsThatTogetherCoverOneBelow() {
        Table table = table(
                HitPolicy.FIRST,
                List.of("purchaseCount", "satisfaction"),
                "<= 3 | -",
                "> 3 | unknown",
                "> 2 | <= 2",
                "> 2 | >= 3",
                "2..6 | known",
                "- | -");

        assertThat(findingTexts(table)).containsExactly("""
                WARNING unreachable-row 10: R10
                  Row 10 R10 can never match: rows 6 R6, 8 R8, 9 R9 together already match every customer it describes.
                  Move the row above them, narrow them, or delete the row.
                  第10行R10永远不会触发：第6行R6、第8行R8、第9行R9已适用于该行所描述的全部客户。
                  请将该行移到上述各行之前，或收窄它们，或删除该行。""");
    }

    @Test
    void twoColumnsOfOneNameAskForBoth() {
        Table table = table(
                HitPolicy.UNIQUE,
                List.of("purchaseCount", "purchaseCount"),
                ">= 3 | <= 5",
                "< 3, unknown | -",
                "> 5 | -",
                "> 5 | < 3");

        assertThat(findingTexts(table)).containsExactly("""
                WARNING unreachable-row 9: R9
                  Row 9 R9 can never match: no value meets all its conditions.
                  Write conditions that a customer can meet, or delete the row.
                  第9行R9永远不会触发：没有任何取值能同时满足其条件。
                  请填写客户可以满足的条件，或删除该行。""");
    }

    @Test
    void aFieldThatIsAlwaysKnownHasNoGapForUnknown() {
        assertThat(findingTexts(table(HitPolicy.UNIQUE, List.of("relationshipType"), "CONTRACTUAL", "NON_CONTRACTUAL")))
                .isEmpty();
        assertThat(findingTexts(table(HitPolicy.UNIQUE, List.of("exitIntent"), "TRUE", "FALSE")))
                .hasSize(1);
    }

    @Test
    void versionsOfARowThatLeaveAMonthBetweenThemAreAGap() {
        Table table = dated(
                HitPolicy.UNIQUE,
                row(6, "- | -", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 1)),
                row(7, "- | -", LocalDate.of(2026, 7, 1), null));

        assertThat(findingTexts(table)).containsExactly("""
                WARNING effective-gap 1: T
                  No row of T matches any customer from 2026-06-01 to 2026-06-30.
                  Add a row: DATE-EFFECTIVE "2026-06-01", DATE-EXPIRES "2026-07-01", - in the other conditions.
                  2026-06-01至2026-06-30，T中没有任何行适用于任何客户。
                  请添加一行：DATE-EFFECTIVE "2026-06-01"，DATE-EXPIRES "2026-07-01"，其余条件填-。""");
    }

    @Test
    void versionsOfARowThatApplyAtTheSameTimeOverlap() {
        Table table = dated(
                HitPolicy.UNIQUE,
                row(6, "- | -", null, LocalDate.of(2026, 8, 1)),
                row(7, "- | -", LocalDate.of(2026, 7, 1), null));

        assertThat(findingTexts(table)).containsExactly("""
                ERROR effective-overlap 7: R7
                  Rows 6 R6 and 7 R7 have the same conditions and apply at the same time, to a customer with asOf 2026-07-16; in a UNIQUE table only one row may.
                  Let row 6 R6 end when the other begins: DATE-EXPIRES 2026-07-01.
                  第6行R6与第7行R7条件相同且有效期重叠，都适用于这样的客户（asOf 2026-07-16）；UNIQUE表中只能有一行适用。
                  请让第6行R6在另一行生效之日失效：DATE-EXPIRES 2026-07-01。""");
    }

    @Test
    void aTableThatRunsOutHasAGapAndOneThatHasNotBegunHasNone() {
        Table table = dated(HitPolicy.FIRST, row(6, "- | -", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1)));

        assertThat(analysis(table).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.effective()).isEqualTo(LocalDate.of(2027, 1, 1));
            assertThat(gap.expires()).isNull();
        });
    }

    @Test
    void aCollectTableMayMatchCustomersTwiceOrNotAtAll() {
        assertThat(findingTexts(table(HitPolicy.COLLECT, List.of("purchaseCount"), "> 3", "> 5")))
                .isEmpty();
    }

    /// Of 3^15 customers, each matched by the row of their first flag that isn't TRUE, the last one is left.
    @Test
    void findsTheOneCustomerInMillionsWhomNoRowMatches() {
        List<String> flags = DICTIONARY.all().stream()
                .filter(t -> t.type() == FieldType.BOOLEAN)
                .map(Field::name)
                .limit(15)
                .toList();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < flags.size(); i++) {
            List<String> cells = new ArrayList<>(Collections.nCopies(flags.size(), "-"));
            Collections.fill(cells.subList(0, i), "TRUE");
            cells.set(i, "FALSE, unknown");
            rows.add(String.join("|", cells));
        }
        Collections.shuffle(rows, new Random(1));
        Table table = table(HitPolicy.UNIQUE, flags, rows.toArray(String[]::new));

        assertThat(analysis(table).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cells()).hasSize(15).containsOnly("TRUE"));
    }

    @Test
    void saysWhatItDidNotProve() {
        Table table = table(
                HitPolicy.FIRST,
                List.of("purchaseCount", "satisfaction"),
                "<= 3 | -",
                "> 3 | unknown",
                "> 2 | <= 2",
                "> 2 | >= 3",
                "unknown | known",
                "unknown | unknown");

        TableAnalysis hasty = analysis(table, limits(1, 10));

        assertThat(hasty.gapsUnproven()).isTrue();
        assertThat(hasty.findings())
                .filteredOn(f -> f.code().equals("not-proven"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE);
                    assertThat(f.message().en()).contains("stopped at its limits", "Not proven");
                    assertThat(f.message().zh()).contains("未能证明");
                });
        assertThat(analysis(table).findings()).noneMatch(f -> f.code().equals("not-proven"));
    }

    @Test
    void countsTheOverlapsAndSaysThatThereAreMoreGapsThanListed() {
        AnalysisLimits two = limits(1_000, 2);

        assertThat(findingTexts(table(HitPolicy.UNIQUE, List.of("exitIntent"), "-", "-", "-", "-"), two))
                .hasSize(3)
                .anyMatch(f -> f.contains("4 more pairs of rows of T overlap."));
        assertThat(findingTexts(
                        table(
                                HitPolicy.FIRST,
                                List.of("purchaseCount", "satisfaction", "exitIntent"),
                                "1 | 1 | TRUE",
                                "2 | 2 | FALSE",
                                "3 | 3 | TRUE"),
                        two))
                .hasSize(3)
                .anyMatch(f -> f.contains("T has more gaps than the 2 listed."));
    }

    @Test
    void analysesAThousandRowsOfTenColumnsWithinItsLimits() {
        assertThat(analysis(scattered(1_000)).unprovenRows()).isEmpty();
    }

    @Test
    void theBundledTablesHaveNoFindings() throws IOException {
        Checked<Ruleset, Finding> check = new BundleReader(Set.of()).read(Bundle.ofDirectory(Path.of(".")));

        assertThat(check.orElseThrow().tables())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(analysis(table).findings()).isEmpty());
    }

    /// Rows that each have random conditions on a few of ten fields.
    private static Table scattered(int rows) {
        List<String> names = List.of(
                "stage",
                "riskBand",
                "exitIntent",
                "volumeCurrent",
                "gapRatio",
                "purchaseCount",
                "recencyDays",
                "profitCurrent",
                "clv",
                "satisfaction");
        RandomTables random = new RandomTables(11);
        Random which = new Random(11);
        List<Row> made = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            made.add(new Row(
                    "R" + r,
                    r + 6,
                    names.stream()
                            .map(n -> which.nextInt(10) < 6
                                    ? Condition.Any.INSTANCE
                                    : random.condition(DICTIONARY.require(n)))
                            .toList(),
                    List.of(),
                    null,
                    null,
                    Text.same("")));
        }
        return table(HitPolicy.FIRST, names, made);
    }

    private static AnalysisLimits limits(int maxBoxes, int reported) {
        return new AnalysisLimits(maxBoxes, 1_000_000_000, 1_000_000_000, 1_024, 64, reported, reported, reported);
    }

    private static TableAnalysis analysis(Table table) {
        return analysis(table, AnalysisLimits.STANDARD);
    }

    private static TableAnalysis analysis(Table table, AnalysisLimits limits) {
        return TableAnalyzer.analyze(table, limits, Work.ofBundle(limits));
    }

    private static List<String> findingTexts(Table table) {
        return findingTexts(table, AnalysisLimits.STANDARD);
    }

    private static List<String> findingTexts(Table table, AnalysisLimits limits) {
        return analysis(table, limits).findings().stream()
                .map(f -> f.severity() + " " + f.code() + " " + f.address().cell() + ": " + f.content() + "\n  "
                        + f.message().en() + "\n  " + f.fix().en() + "\n  "
                        + f.message().zh() + "\n  "
                        + f.fix().zh())
                .toList();
    }

    private static Table dated(HitPolicy policy, Row... rows) {
        return table(policy, List.of("purchaseCount", "stage"), List.of(rows));
    }

    private static Row row(int number, String cells, @Nullable LocalDate effective, @Nullable LocalDate expires) {
        return new Row(
                "R" + number,
                number,
                conditions(List.of("purchaseCount", "stage"), cells),
                List.of(),
                effective,
                expires,
                Text.same(""));
    }

    private static Table table(HitPolicy policy, List<String> names, String... rows) {
        return table(
                policy,
                names,
                IntStream.range(0, rows.length)
                        .mapToObj(r -> new Row(
                                "R" + (r + 6), r + 6, conditions(names, rows[r]), List.of(), null, null, Text.same("")))
                        .toList());
    }

    private static Table table(HitPolicy policy, List<String> names, List<Row> rows) {
        List<Column> columns = IntStream.range(0, names.size())
                .mapToObj(c -> new Column(DICTIONARY.require(names.get(c)), "", c + 2))
                .toList();
        return new Table("T", "stage", policy, "decision-tables/t.xlsx", "T", 1, columns, List.of(), rows);
    }

    private static List<Condition> conditions(List<String> names, String row) {
        String[] cells = row.split("\\|", -1);
        Scope scope = new Scope(DICTIONARY, Map.of(), Set.of());
        List<Condition> conditions = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            conditions.add(ConditionParser.read(
                    new Cell.Text(cells[c].strip()), DICTIONARY.require(names.get(c)), scope, fault -> {
                        throw new AssertionError(fault.message().en());
                    }));
        }
        return conditions;
    }
}
