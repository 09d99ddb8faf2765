package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// The changes lead from the one ruleset to the other.
class RulesetDiffProperties {
    private static final List<String> CODES = List.of("STABLE", "DECLINE", "FORMATION");
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Property(tries = 300)
    void nothingDiffersFromItself(@ForAll long seed) {
        Ruleset ruleset = ruleset(rows(new Random(seed)));

        assertThat(RulesetDiff.between(ruleset, ruleset).changes()).isEmpty();
    }

    @Property(tries = 500)
    void asManyRowsAreAddedAsThereAreMore(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> before = rows(random);
        List<Row> after = edited(before, random);

        RulesetDiff diff = RulesetDiff.between(ruleset(before), ruleset(after));

        assertThat(before.size()
                        + diff.count(Element.ROW, Operation.ADDED)
                        - diff.count(Element.ROW, Operation.REMOVED))
                .isEqualTo(after.size());
    }

    @Property(tries = 500)
    void changesMakeTheOneTableTheOther(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> before = rows(random);
        List<Row> after = edited(before, random);
        Map<String, List<String>> cells = cells(before);

        for (Change change :
                RulesetDiff.between(ruleset(before), ruleset(after)).changes()) {
            List<String> row = cells.get(change.subject());
            switch (change.operation()) {
                case ADDED -> cells.put(change.subject(), cells(after).get(change.subject()));
                case REMOVED -> cells.remove(change.subject());
                case CHANGED -> {
                    if (change.part().equals("NAME")) {
                        cells.put(change.newValue(), cells.remove(change.oldValue()));
                        break;
                    }
                    int column = change.part().equals("highestStageReached") ? 0 : 1;
                    assertThat(row.get(column)).isEqualTo(change.oldValue());
                    row.set(column, change.newValue());
                }
                case MOVED -> {}
            }
        }

        assertThat(cells).isEqualTo(cells(after));
    }

    private static Map<String, List<String>> cells(List<Row> rows) {
        Map<String, List<String>> cells = new HashMap<>();
        for (Row row : rows) {
            cells.put(
                    row.name(),
                    new ArrayList<>(List.of(
                            row.conditions().getFirst().text(),
                            row.assignments().getFirst().text())));
        }
        return cells;
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int r = random.nextInt(8); r >= 0; r--) {
            rows.add(row("R" + r, random));
        }
        return numbered(rows);
    }

    private static Row row(String name, Random random) {
        String code = CODES.get(random.nextInt(CODES.size()));
        return new Row(
                name,
                0,
                List.of(
                        random.nextInt(4) == 0
                                ? Condition.Any.INSTANCE
                                : new Condition.Codes(code, Set.of(code), false, false)),
                List.of(new Assignment.Literal(CODES.get(random.nextInt(CODES.size())))),
                null,
                null,
                Text.same(""));
    }

    private static List<Row> edited(List<Row> rows, Random random) {
        List<Row> edited = new ArrayList<>(rows);
        for (int edits = random.nextInt(5); edits > 0; edits--) {
            int at = random.nextInt(edited.size() + 1);
            switch (random.nextInt(4)) {
                case 0 -> edited.add(at, row("N" + edits, random));
                case 1 -> edited.subList(Math.max(0, at - 1), at).clear();
                case 2 -> edited.replaceAll(r -> random.nextInt(3) == 0 ? row(r.name(), random) : r);
                default -> Collections.rotate(edited, 1);
            }
        }
        return numbered(edited);
    }

    private static List<Row> numbered(List<Row> rows) {
        List<Row> numbered = new ArrayList<>();
        for (Row row : rows) {
            int number = numbered.size() + 6;
            numbered.add(new Row(row.name(), number, row.conditions(), row.assignments(), null, null, row.reason()));
        }
        return numbered;
    }

    private static Ruleset ruleset(List<Row> rows) {
        Table table = new Table(
                "T",
                "stage",
                HitPolicy.FIRST,
                "decision-tables/t.xlsx",
                "T",
                1,
                List.of(new Column(DICTIONARY.require("highestStageReached"), "", 2)),
                List.of(new Column(DICTIONARY.require("stage"), "", 3)),
                rows);
        return new Ruleset(
                "sha256:test",
                DICTIONARY,
                List.of("stage"),
                new Parameters(Map.of()),
                Map.of(),
                Map.of(),
                List.of(table),
                List.of(),
                List.of());
    }
}
