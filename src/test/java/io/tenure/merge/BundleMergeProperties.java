package io.tenure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.finding.FindingCollector;
import io.tenure.merge.MergeConflict.Kind;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.workbook.RawWorkbook;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Random edits of several people merge as the edits say, whoever comes first.
class BundleMergeProperties {
    private static final String FILE = "decision-tables/settings.xlsx";
    private static final List<String> COLUMNS = List.of("name", "a", "b", "c");

    /// A sheet as a list of rows by column.
    private record Rows(List<Map<String, String>> rows) {
        Rows copy() {
            List<Map<String, String>> copies = new ArrayList<>();
            rows.forEach(row -> copies.add(new LinkedHashMap<>(row)));
            return new Rows(copies);
        }

        Optional<Map<String, String>> find(String name) {
            return rows.stream().filter(row -> row.get("name").equals(name)).findFirst();
        }

        Map<String, String> row(String name) {
            return find(name).orElseThrow();
        }

        void remove(String name) {
            rows.removeIf(row -> row.get("name").equals(name));
        }
    }

    /// What several people made of a sheet.
    ///
    /// @param expected with the edits of all of them; its rows are in no order
    private record Edits(Rows base, Rows expected, List<Rows> people) {
        BundleMerge merged(int mine, int theirs) {
            return merge(bundle(base), bundle(people.get(mine)), bundle(people.get(theirs)));
        }
    }

    private static Rows rows(Random random) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int r = random.nextInt(3, 12); r > 0; r--) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", "r" + r);
            for (String column : COLUMNS.subList(1, 4)) {
                row.put(column, column + r + "." + random.nextInt(9));
            }
            rows.add(row);
        }
        Collections.shuffle(rows, random);
        return new Rows(rows);
    }

    private static Bundle bundle(Rows rows) {
        StringBuilder xml = new StringBuilder("<row>");
        COLUMNS.forEach(column -> xml.append(cell(column)));
        xml.append("</row>");
        for (Map<String, String> row : rows.rows) {
            xml.append("<row>");
            COLUMNS.forEach(column -> xml.append(cell(row.getOrDefault(column, ""))));
            xml.append("</row>");
        }
        return Bundle.of(Map.of(FILE, RawWorkbook.ofRows(xml.toString()).bytes()));
    }

    private static String cell(String text) {
        return text.isEmpty() ? "<c/>" : "<c t=\"str\"><v>" + text + "</v></c>";
    }

    private static List<Map<String, String>> read(Bundle bundle) {
        Sheet sheet = WorkbookReader.read(FILE, bundle.files().get(FILE), new FindingCollector())
                .orElseThrow()
                .getFirst();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int r = 2; r <= sheet.lastRow(); r++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < COLUMNS.size(); c++) {
                row.put(COLUMNS.get(c), sheet.at(r, c + 1).raw());
            }
            rows.add(row);
        }
        return rows;
    }

    private static BundleMerge merge(Bundle base, Bundle mine, Bundle theirs) {
        return BundleMerge.of(base, mine, theirs, Map.of());
    }

    /// Random edits, each row or cell by at most one of several people.
    ///
    /// @param isMoving whether rows are moved as well
    /// @param isDeleting whether rows are deleted as well
    private static Edits disjoint(long seed, int people, boolean isMoving, boolean isDeleting) {
        Random random = new Random(seed);
        Rows base = rows(random);
        Rows expected = base.copy();
        List<Rows> all = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            all.add(base.copy());
        }
        for (Map<String, String> row : base.rows) {
            String name = row.get("name");
            int deciding = random.nextInt(4);
            if (deciding == 0 && isDeleting) {
                all.get(random.nextInt(people)).remove(name);
                expected.remove(name);
                continue;
            }
            for (String column : COLUMNS) {
                boolean isRenamed = column.equals("name") && deciding == 1;
                if (column.equals("name") ? isRenamed : deciding > 1 && random.nextInt(3) == 0) {
                    Rows person = all.get(random.nextInt(people));
                    String value = random.nextInt(5) == 0 && !isRenamed ? "" : "new " + column + name;
                    person.row(name).put(column, value);
                    expected.row(name).put(column, value);
                }
            }
            if (isMoving && deciding > 1 && random.nextInt(4) == 0) {
                Rows person = all.get(random.nextInt(people));
                person.find(name).ifPresent(moved -> {
                    person.rows.remove(moved);
                    person.rows.add(random.nextInt(person.rows.size() + 1), moved);
                });
            }
        }
        for (int added = random.nextInt(4); added > 0; added--) {
            Map<String, String> row = new LinkedHashMap<>();
            COLUMNS.forEach(column -> row.put(column, "added " + column + random.nextInt(1000)));
            row.put("name", "x" + random.nextInt(100) + "." + added);
            Rows person = all.get(random.nextInt(people));
            person.rows.add(random.nextInt(person.rows.size() + 1), new LinkedHashMap<>(row));
            expected.rows.add(row);
        }
        return new Edits(base, expected, all);
    }

    @Property(tries = 400)
    void disjointEditsOfTwoMergeToTheSameWhoeverComesFirst(@ForAll long seed) {
        Edits edits = disjoint(seed, 2, false, true);

        BundleMerge one = edits.merged(0, 1);
        BundleMerge other = edits.merged(1, 0);

        assertThat(one.conflicts()).isEmpty();
        assertThat(read(one.bundle())).containsExactlyInAnyOrderElementsOf(edits.expected.rows);
        assertThat(read(other.bundle())).isEqualTo(read(one.bundle()));
    }

    @Property(tries = 400)
    void rowsThatOneMovedMergeToTheSameWhoeverComesFirst(@ForAll long seed) {
        Edits edits = disjoint(seed, 2, true, true);

        BundleMerge one = edits.merged(0, 1);
        BundleMerge other = edits.merged(1, 0);

        assertThat(one.conflicts()).allMatch(conflict -> conflict.kind() == Kind.ROW_ORDER);
        assertThat(ids(other)).isEqualTo(ids(one));
        assertThat(read(one.bundle())).containsExactlyInAnyOrderElementsOf(edits.expected.rows);
        if (one.conflicts().isEmpty()) {
            assertThat(read(other.bundle())).isEqualTo(read(one.bundle()));
        }
    }

    private static Set<String> ids(BundleMerge merge) {
        Set<String> ids = new TreeSet<>();
        merge.conflicts().forEach(conflict -> ids.add(conflict.id()));
        return ids;
    }

    /// Two rows that were added on both sides of a row are in the order of the sheet, or by name if a third person
    /// deleted that row before the second one was added; so the order is the same only where nothing is deleted.
    @Property(tries = 300)
    void disjointEditsOfThreeMergeToTheSameInAnyOrder(@ForAll long seed) {
        Edits edits = disjoint(seed, 3, false, false);

        Set<List<Map<String, String>>> results = mergedInAnyOrder(edits);

        assertThat(results).hasSize(1);
        assertThat(results.iterator().next()).containsExactlyInAnyOrderElementsOf(edits.expected.rows);
    }

    @Property(tries = 300)
    void disjointEditsOfThreeMergeToTheSameRowsInAnyOrderAlsoWhereRowsAreDeleted(@ForAll long seed) {
        Edits edits = disjoint(seed, 3, false, true);

        assertThat(mergedInAnyOrder(edits))
                .allSatisfy(rows -> assertThat(rows).containsExactlyInAnyOrderElementsOf(edits.expected.rows));
    }

    private static Set<List<Map<String, String>>> mergedInAnyOrder(Edits edits) {
        Set<List<Map<String, String>>> results = new HashSet<>();
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            Bundle active = bundle(edits.people.get(order.get(0)));
            for (int next : order.subList(1, 3)) {
                BundleMerge merge = merge(bundle(edits.base), bundle(edits.people.get(next)), active);
                assertThat(merge.conflicts()).isEmpty();
                active = merge.bundle();
            }
            results.add(read(active));
        }
        return results;
    }

    @Property(tries = 400)
    void overlappingEditsConflictExactlyWhereTheyOverlap(@ForAll long seed) {
        Random random = new Random(seed);
        Rows base = rows(random);
        Rows mine = base.copy();
        Rows theirs = base.copy();
        Map<String, String> overlaps = new HashMap<>();
        for (Map<String, String> row : base.rows) {
            String name = row.get("name");
            int mineOperation = random.nextInt(6);
            int theirsOperation = random.nextInt(6);
            Set<String> changedByMine = edit(mine, name, mineOperation, random);
            Set<String> changedByTheirs = edit(theirs, name, theirsOperation, random);
            if (mineOperation == 0 && !changedByTheirs.isEmpty() || theirsOperation == 0 && !changedByMine.isEmpty()) {
                overlaps.put(FILE + "›S›" + name, "ROW");
            }
            for (String column : changedByMine) {
                if (changedByTheirs.contains(column)
                        && !mine.row(name).get(column).equals(theirs.row(name).get(column))) {
                    overlaps.put(FILE + "›S›" + name + "›" + column, "CELL");
                }
            }
        }

        BundleMerge merge = merge(bundle(base), bundle(mine), bundle(theirs));

        Map<String, String> found = new HashMap<>();
        merge.conflicts()
                .forEach(conflict -> found.put(conflict.id(), conflict.kind().name()));
        assertThat(found).isEqualTo(overlaps);
        Map<String, Side> choices = new HashMap<>();
        overlaps.keySet().forEach(id -> choices.put(id, random.nextBoolean() ? Side.MINE : Side.THEIRS));
        BundleMerge chosen = BundleMerge.of(bundle(base), bundle(mine), bundle(theirs), choices);
        assertThat(chosen.undecided()).isEmpty();
        assertThat(read(chosen.bundle())).isEqualTo(chosen(base, mine, theirs, choices));
    }

    /// @return the columns that it changed; none where it deletes the row or leaves it alone
    private static Set<String> edit(Rows rows, String name, int operation, Random random) {
        Set<String> changed = new TreeSet<>();
        if (operation == 0) {
            rows.remove(name);
        } else if (operation > 2) {
            for (String column : COLUMNS.subList(1, 4)) {
                if (random.nextBoolean()) {
                    rows.row(name).put(column, "new" + random.nextInt(3));
                    changed.add(column);
                }
            }
        }
        return changed;
    }

    private static List<Map<String, String>> chosen(Rows base, Rows mine, Rows theirs, Map<String, Side> choices) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> row : base.rows) {
            String name = row.get("name");
            boolean isInMine = mine.find(name).isPresent();
            boolean isInTheirs = theirs.find(name).isPresent();
            String id = FILE + "›S›" + name;
            if (isInMine && isInTheirs) {
                Map<String, String> merged = new LinkedHashMap<>();
                for (String column : COLUMNS) {
                    String ours = mine.row(name).get(column);
                    Side side = choices.getOrDefault(
                            id + "›" + column, ours.equals(row.get(column)) ? Side.THEIRS : Side.MINE);
                    merged.put(
                            column, side == Side.MINE ? ours : theirs.row(name).get(column));
                }
                rows.add(merged);
            } else if (choices.containsKey(id)) {
                if (isInMine && choices.get(id) == Side.MINE) {
                    rows.add(mine.row(name));
                } else if (isInTheirs && choices.get(id) == Side.THEIRS) {
                    rows.add(theirs.row(name));
                }
            }
        }
        return rows;
    }
}
