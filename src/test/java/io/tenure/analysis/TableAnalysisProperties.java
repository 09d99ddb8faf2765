package io.tenure.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.CellFault;
import io.tenure.parser.ConditionParser;
import io.tenure.parser.Scope;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.RandomTables;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.TableIndex;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// The analysis agrees with trying every customer.
class TableAnalysisProperties {
    /// Customers are divided for a single row already, or as in the service.
    private static final List<AnalysisLimits> LIMITS = List.of(limits(1), limits(AnalysisLimits.STANDARD.fewRows()));
    private static final List<Field> READS = List.of(
                    "purchaseCount",
                    "volumeCurrent",
                    "relationshipType",
                    "exitIntent",
                    "lastPurchaseDate",
                    "gapRatio",
                    "stage",
                    "currency",
                    "asOf")
            .stream()
            .map(Dictionary.standard()::require)
            .toList();

    private static final List<Field> FEW_VALUES =
            List.of("exitIntent", "relationshipType", "priceSensitivity", "competitorActivity", "customerType").stream()
                    .map(Dictionary.standard()::require)
                    .toList();

    @Property(tries = 200)
    void findsExactlyTheRowsOfAUniqueTableThatOverlap(@ForAll long seed) {
        Table table = table(seed, HitPolicy.UNIQUE, 6);
        TableIndex index = TableIndex.of(table);
        Set<List<String>> overlapping = new HashSet<>();
        everyCustomer(table, customer -> {
            int[] rows = rows(table, index, customer);
            for (int i = 0; i < rows.length; i++) {
                for (int j = i + 1; j < rows.length; j++) {
                    overlapping.add(List.of("r" + rows[i], "r" + rows[j]));
                }
            }
        });

        TableAnalysis analysis = analysis(seed, table);

        assertThat(analysis.overlaps().stream()
                        .map(o -> List.of(o.upper().name(), o.lower().name()))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(overlapping);
        for (Overlap overlap : analysis.overlaps()) {
            int[] rows = rows(table, index, overlap.example().values());
            assertThat(Arrays.stream(rows).mapToObj(r -> "r" + r))
                    .contains(overlap.upper().name(), overlap.lower().name());
        }
    }

    @Property(tries = 200)
    void findsExactlyTheUnreachableRowsOfAFirstTable(@ForAll long seed) {
        Table table = table(seed, HitPolicy.FIRST, 9);
        TableIndex index = TableIndex.of(table);
        Set<String> matching = new HashSet<>();
        everyCustomer(table, customer -> {
            int[] rows = rows(table, index, customer);
            if (rows.length > 0) {
                matching.add("r" + rows[0]);
            }
        });

        TableAnalysis analysis = analysis(seed, table);

        assertThat(analysis.unreachableRows().stream().map(n -> n.row().name()))
                .containsExactlyInAnyOrderElementsOf(table.rows().stream()
                        .map(Row::name)
                        .filter(name -> !matching.contains(name))
                        .toList());
        assertThat(analysis.unprovenRows()).isEmpty();
        for (UnreachableRow unreachable : analysis.unreachableRows()) {
            Table covering = table.withRows(unreachable.coveringRows());
            TableIndex coveringIndex = TableIndex.of(covering);
            int row = table.rows().indexOf(unreachable.row());
            everyCustomer(table, customer -> {
                if (Arrays.stream(rows(table, index, customer)).anyMatch(r -> r == row)) {
                    assertThat(rows(covering, coveringIndex, customer)).isNotEmpty();
                }
            });
        }
    }

    @Property(tries = 200)
    void everyGapIsAGapAndTheSuggestedRowsCloseAllGaps(@ForAll long seed) {
        HitPolicy policy = seed % 2 == 0 ? HitPolicy.UNIQUE : HitPolicy.FIRST;
        Table table = table(seed, policy, 7);
        TableIndex index = TableIndex.of(table);

        TableAnalysis analysis = analysis(seed, table);

        assertThat(analysis.gapsUnproven()).isFalse();
        List<Row> closing = new ArrayList<>();
        for (Gap gap : analysis.gaps()) {
            assertThat(rows(table, index, gap.example().values())).isEmpty();
            closing.add(row(table, gap, closing.size()));
        }
        Table closed = table.withRows(concatenated(table.rows(), closing));
        TableIndex closedIndex = TableIndex.of(closed);
        for (int g = 0; g < analysis.gaps().size(); g++) {
            assertThat(rows(
                            closed,
                            closedIndex,
                            analysis.gaps().get(g).example().values()))
                    .contains(table.rows().size() + g);
        }
        LocalDate start = start(table);
        everyCustomer(table, customer -> {
            int before = rows(table, index, customer).length;
            int after = rows(closed, closedIndex, customer).length;
            LocalDate asOf = (LocalDate) customer.get("asOf");
            if (before > 0) {
                assertThat(after).as("no closing row matches %s", customer).isEqualTo(before);
            } else if (start == null || !asOf.isBefore(start)) {
                assertThat(after).as("closing rows match %s", customer).isPositive();
                if (policy == HitPolicy.UNIQUE) {
                    assertThat(after).as("only one matches %s", customer).isEqualTo(1);
                }
            }
        });
    }

    private static AnalysisLimits limits(int fewRows) {
        return new AnalysisLimits(1_000_000, 60_000_000_000L, 60_000_000_000L, 1_024, fewRows, 1_000, 1_000, 1_000);
    }

    private static TableAnalysis analysis(long seed, Table table) {
        AnalysisLimits limits = LIMITS.get(Math.floorMod(seed / 2, LIMITS.size()));
        return TableAnalyzer.analyze(table, limits, Work.ofBundle(limits));
    }

    /// Few columns of every type, or more columns of few values and more rows.
    private static Table table(long seed, HitPolicy policy, int maxRows) {
        Random random = new Random(seed);
        if (random.nextInt(3) == 0) {
            List<Field> few = FEW_VALUES.subList(0, 2 + random.nextInt(FEW_VALUES.size() - 1));
            return new RandomTables(seed).table("T", "stage", few, "riskBand", policy, 1 + random.nextInt(4 * maxRows));
        }
        List<Field> reads = new ArrayList<>(READS);
        Collections.shuffle(reads, random);
        reads = new ArrayList<>(reads.subList(0, 1 + random.nextInt(3)));
        if (random.nextInt(5) == 0) {
            reads.add(reads.getFirst());
        }
        return new RandomTables(seed).table("T", "stage", reads, "riskBand", policy, 1 + random.nextInt(maxRows));
    }

    private static List<Row> concatenated(List<Row> one, List<Row> other) {
        List<Row> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /// The suggested row of a gap, its cells read like those of a workbook.
    private static Row row(Table table, Gap gap, int number) {
        List<Condition> conditions = new ArrayList<>();
        for (int c = 0; c < gap.cells().size(); c++) {
            Field field = table.conditions().get(c).field();
            List<CellFault> faults = new ArrayList<>();
            Condition condition = ConditionParser.read(
                    new Cell.Text(gap.cells().get(c)),
                    field,
                    new Scope(Dictionary.standard(), Map.of(), Set.of()),
                    faults::add);
            assertThat(faults).as("%s of %s", gap.cells().get(c), field.name()).isEmpty();
            conditions.add(condition);
        }
        return new Row(
                "gap" + number, 100 + number, conditions, List.of(), gap.effective(), gap.expires(), Text.same(""));
    }

    private static @Nullable LocalDate start(Table table) {
        boolean always = table.rows().stream().anyMatch(r -> r.effective() == null && canMatch(table, r));
        return always
                ? null
                : table.rows().stream()
                        .filter(r -> canMatch(table, r))
                        .map(Row::effective)
                        .min(LocalDate::compareTo)
                        .orElse(null);
    }

    private static boolean canMatch(Table table, Row row) {
        boolean[] matches = new boolean[1];
        Table alone = table.withRows(List.of(row));
        TableIndex index = TableIndex.of(alone);
        everyCustomer(alone, customer -> matches[0] |= rows(alone, index, customer).length > 0);
        return matches[0];
    }

    private static int[] rows(Table table, TableIndex index, Map<String, @Nullable Object> customer) {
        Object[] values = table.conditions().stream()
                .map(c -> customer.get(c.field().name()))
                .toArray();
        Object asOf = customer.get("asOf");
        return index.allMatches(values, asOf == null ? LocalDate.of(2026, 1, 1) : (LocalDate) asOf);
    }

    /// Goes through customers on, next to, between and just outside all bounds that a table contains.
    private static void everyCustomer(Table table, Consumer<Map<String, @Nullable Object>> each) {
        Map<String, List<@Nullable Object>> values = new HashMap<>();
        table.conditions().forEach(c -> values.put(c.field().name(), values(c.field(), table)));
        values.putIfAbsent("asOf", values(Dictionary.standard().require("asOf"), table));
        every(List.copyOf(values.entrySet()), 0, new HashMap<>(), each);
    }

    private static void every(
            List<Map.Entry<String, List<@Nullable Object>>> names,
            int depth,
            Map<String, @Nullable Object> customer,
            Consumer<Map<String, @Nullable Object>> each) {
        if (depth == names.size()) {
            each.accept(customer);
            return;
        }
        for (Object value : names.get(depth).getValue()) {
            customer.put(names.get(depth).getKey(), value);
            every(names, depth + 1, customer, each);
        }
    }

    private static List<@Nullable Object> values(Field field, Table table) {
        List<@Nullable Object> values = new ArrayList<>();
        switch (field.type()) {
            case INTEGER ->
                ends(field, table).forEach(end -> {
                    for (int i = -1; i <= 1; i++) {
                        values.add((int) Math.floor(end) + i);
                    }
                });
            case NUMBER ->
                ends(field, table).forEach(end -> {
                    for (double i = -0.25; i <= 0.25; i += 0.25) {
                        values.add(end + i);
                    }
                });
            case DATE -> {
                for (int i = -2; i < 10; i++) {
                    values.add(LocalDate.of(2026, 1, 1).plusDays(i));
                }
            }
            case BOOLEAN -> values.addAll(List.of(true, false));
            case CODE -> values.addAll(field.codes());
            case TEXT -> values.addAll(List.of("a", "b, c", "unknown", "something else"));
        }
        values.removeIf(v -> v instanceof Number n
                && ((field.min() != null && n.doubleValue() < field.min())
                        || (field.max() != null && n.doubleValue() > field.max())));
        if (!Set.of("asOf", "relationshipType").contains(field.name())) {
            values.add(null);
        }
        return values.stream().distinct().collect(Collectors.toCollection(ArrayList::new));
    }

    private static Set<Double> ends(Field field, Table table) {
        Set<Double> ends = new TreeSet<>(Set.of(0.0));
        for (Row row : table.rows()) {
            for (int c = 0; c < row.conditions().size(); c++) {
                if (table.conditions().get(c).field().equals(field)
                        && row.conditions().get(c) instanceof Condition.Numbers n) {
                    n.intervals().forEach(i -> {
                        ends.add(i.low());
                        ends.add(i.high());
                    });
                }
            }
        }
        ends.removeIf(d -> d.isInfinite());
        assertThat(field.type()).isIn(FieldType.INTEGER, FieldType.NUMBER);
        return ends;
    }
}
