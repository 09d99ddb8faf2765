package io.tenure.merge;

import static io.tenure.workbook.RawWorkbook.changedParts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Change;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.FindingCollector;
import io.tenure.merge.MergeConflict.Kind;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.workbook.Cell;
import io.tenure.workbook.RawWorkbook;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import io.tenure.workbook.WorkbookReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two people change the bundle that is shipped.
class BundleMergeTest {
    private static final String STAGE = "decision-tables/stage.xlsx";
    private static final String SETTINGS = "decision-tables/settings.xlsx";
    private static final String DRL = "rules/x.drl";

    private static Bundle shipped() throws IOException {
        return Bundle.ofDirectory(Path.of("."));
    }

    private static Bundle with(Bundle bundle, String path, byte[] content) {
        Map<String, byte[]> files = new TreeMap<>(bundle.files());
        files.put(path, content);
        return Bundle.of(files);
    }

    private static Bundle edited(Bundle bundle, String path, SheetEdit... edits) {
        return with(
                bundle,
                path,
                WorkbookEditor.apply(path, bundle.files().get(path), List.of(edits))
                        .orElseThrow());
    }

    private static Sheet sheet(Bundle bundle, String path, String name) {
        return WorkbookReader.read(path, bundle.files().get(path), new FindingCollector()).orElseThrow().stream()
                .filter(sheet -> sheet.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int row(Bundle bundle, String path, String sheet, String name) {
        return sheet(bundle, path, sheet).rows().entrySet().stream()
                .filter(row -> row.getValue().firstEntry().getValue().raw().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static SheetEdit set(Bundle bundle, String path, String sheet, String row, int column, String value) {
        return new SheetEdit.SetCell(sheet, row(bundle, path, sheet, row), column, Cell.of(value));
    }

    private static BundleMerge merge(Bundle base, Bundle mine, Bundle theirs) {
        return BundleMerge.of(base, mine, theirs, Map.of());
    }

    private static String name(Bundle bundle, int row) {
        return sheet(bundle, STAGE, "Stage").at(row, 1).raw();
    }

    @Test
    void takesTheChangesOfBothAndLeavesFormatsAndNotesAlone() throws IOException {
        Bundle base = shipped();
        Bundle mine = edited(
                base,
                STAGE,
                set(base, STAGE, "Stage", name(base, 14), 16, "我的理由"),
                new SheetEdit.CopyRow("Stage", 15, 15),
                new SheetEdit.SetCell("Stage", 16, 1, new Cell.Text("MINE1")));
        mine = edited(mine, SETTINGS, set(base, SETTINGS, "Parameters", "valueCut", 2, "61"));
        Bundle theirs = edited(
                base,
                STAGE,
                set(base, STAGE, "Stage", name(base, 14), 15, "Their reason"),
                new SheetEdit.DeleteRow("Stage", 13));
        theirs = edited(theirs, SETTINGS, set(base, SETTINGS, "Labels", "STABLE", 2, "Settled"));

        BundleMerge merged = merge(base, mine, theirs);

        assertThat(merged.conflicts()).isEmpty();
        assertThat(merged.merged()).containsExactly(SETTINGS, STAGE);
        Sheet stage = sheet(merged.bundle(), STAGE, "Stage");
        assertThat(stage.at(13, 15).raw()).isEqualTo("Their reason");
        assertThat(stage.at(13, 16).raw()).isEqualTo("我的理由");
        assertThat(stage.at(15, 1).raw()).isEqualTo("MINE1");
        assertThat(RulesetDiff.between(
                                new BundleReader().read(base).orElseThrow(),
                                new BundleReader()
                                        .read(with(
                                                merged.bundle(),
                                                STAGE,
                                                base.files().get(STAGE)))
                                        .orElseThrow())
                        .changes())
                .extracting(Change::subject)
                .containsExactlyInAnyOrder("valueCut", "STABLE");
        assertThat(changedParts(
                        theirs.files().get(STAGE), merged.bundle().files().get(STAGE)))
                .contains("xl/worksheets/sheet2.xml")
                .doesNotContain("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml");
        assertThat(read(merge(base, theirs, mine).bundle())).isEqualTo(read(merged.bundle()));
    }

    private static List<Object> read(Bundle bundle) {
        return List.of(
                sheet(bundle, STAGE, "Stage").rows(),
                sheet(bundle, SETTINGS, "Labels").rows(),
                sheet(bundle, SETTINGS, "Parameters").rows());
    }

    @Test
    void listsACellThatBothChangedWithAllThreeValuesAndTakesTheChosenOne() throws IOException {
        Bundle base = shipped();
        Bundle mine = edited(base, SETTINGS, set(base, SETTINGS, "Parameters", "valueCut", 2, "61"));
        Bundle theirs = edited(
                base,
                SETTINGS,
                new SheetEdit.InsertRow("Parameters", 1, 2),
                new SheetEdit.SetCell("Parameters", 2, 1, new Cell.Text("ownNumber")),
                new SheetEdit.SetCell(
                        "Parameters", row(base, SETTINGS, "Parameters", "valueCut") + 1, 2, Cell.Number.of(62)));

        MergeConflict conflict = merge(base, mine, theirs).conflicts().getFirst();

        int row = row(base, SETTINGS, "Parameters", "valueCut");
        assertThat(conflict.kind()).isEqualTo(Kind.CELL);
        assertThat(conflict.id()).isEqualTo("decision-tables/settings.xlsx›Parameters›valueCut›value");
        assertThat(conflict.mine().cell()).isEqualTo("B" + row);
        assertThat(conflict.theirs().cell()).isEqualTo("B" + (row + 1));
        assertThat(List.of(conflict.baseValue(), conflict.mineValue(), conflict.theirsValue()))
                .containsExactly(sheet(base, SETTINGS, "Parameters").at(row, 2).raw(), "61", "62");
        for (Side side : Side.values()) {
            BundleMerge chosen = BundleMerge.of(base, mine, theirs, Map.of(conflict.id(), side));
            assertThat(chosen.undecided()).isEmpty();
            assertThat(sheet(chosen.bundle(), SETTINGS, "Parameters")
                            .at(row + 1, 2)
                            .raw())
                    .isEqualTo(side == Side.MINE ? "61" : "62");
        }
        assertThat(BundleMerge.of(base, mine, theirs, Map.of("none", Side.MINE)).unknown())
                .containsExactly("none");
    }

    @Test
    void aRowThatOneDeletedAndTheOtherChangedIsAConflict() throws IOException {
        Bundle base = shipped();
        String name = name(base, 14);
        Bundle mine = edited(base, STAGE, new SheetEdit.DeleteRow("Stage", 14));
        Bundle theirs = edited(base, STAGE, set(base, STAGE, "Stage", name, 15, "Changed"));

        List<MergeConflict> conflicts = merge(base, mine, theirs).conflicts();

        assertThat(conflicts).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Kind.ROW);
            assertThat(conflict.subject()).isEqualTo(name);
            assertThat(conflict.mineValue()).isEmpty();
            assertThat(conflict.theirsValue()).contains("Changed");
        });
        String id = conflicts.getFirst().id();
        assertThat(name(
                        BundleMerge.of(base, mine, theirs, Map.of(id, Side.THEIRS))
                                .bundle(),
                        14))
                .isEqualTo(name);
        assertThat(name(
                        BundleMerge.of(base, mine, theirs, Map.of(id, Side.MINE))
                                .bundle(),
                        14))
                .isEqualTo(name(base, 15));
    }

    @Test
    void aRowThatBothAddedIsAConflictUnlessItIsTheSame() throws IOException {
        Bundle base = shipped();
        Bundle one = added(base, "One");
        Bundle other = added(base, "Other");

        assertThat(merge(base, one, added(base, "One")).conflicts()).isEmpty();
        assertThat(merge(base, one, other).conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Kind.ROW);
            assertThat(conflict.subject()).isEqualTo("NEW");
            assertThat(conflict.mineValue()).contains("One");
            assertThat(conflict.theirsValue()).contains("Other");
        });
    }

    private static Bundle added(Bundle base, String reason) {
        return edited(
                base,
                STAGE,
                new SheetEdit.CopyRow("Stage", 14, 14),
                new SheetEdit.SetCell("Stage", 15, 1, new Cell.Text("NEW")),
                new SheetEdit.SetCell("Stage", 15, 15, new Cell.Text(reason)));
    }

    @Test
    void writesIntoTheWorkbookWhoseColumnsChanged() throws IOException {
        Bundle base = shipped();
        Bundle wider = edited(base, SETTINGS, new SheetEdit.SetCell("Labels", 1, 9, new Cell.Text("note")));
        Bundle theirs = edited(base, SETTINGS, set(base, SETTINGS, "Labels", "STABLE", 2, "Settled"));

        for (BundleMerge merged : List.of(merge(base, wider, theirs), merge(base, theirs, wider))) {
            assertThat(merged.conflicts()).isEmpty();
            Sheet labels = sheet(merged.bundle(), SETTINGS, "Labels");
            assertThat(labels.at(1, 9).raw()).isEqualTo("note");
            assertThat(labels.at(row(base, SETTINGS, "Labels", "STABLE"), 2).raw())
                    .isEqualTo("Settled");
        }
        Bundle alsoWider = edited(base, SETTINGS, new SheetEdit.SetCell("Codes", 1, 9, new Cell.Text("note")));
        assertThat(merge(base, wider, alsoWider).conflicts())
                .extracting(MergeConflict::kind)
                .containsExactly(Kind.FILE);
    }

    @Test
    void knowsRowsByTheirNamesWhereverTheyStandAndHoweverTheirColumnIsMarked() {
        Bundle base = ofTable("1", "x", "y");

        BundleMerge merged = merge(base, ofTable("2", "mine", "y"), ofTable("1", "x", "theirs"));

        assertThat(merged.conflicts()).isEmpty();
        assertThat(sheet(merged.bundle(), STAGE, "S").rows().get(6))
                .isEqualTo(
                        sheet(ofTable("2", "mine", "theirs"), STAGE, "S").rows().get(6));
    }

    /// A table whose columns are marked in short, with a row `one` of these cells and a row `two`.
    private static Bundle ofTable(String condition, String action, String otherAction) {
        String rows = row("RuleTable T")
                + row("C", "N", "A", "A")
                + row()
                + row("a", "", "b", "c")
                + row("A", "Name", "B", "C")
                + row(condition, "one", action, otherAction)
                + row("9", "two", "v", "w");
        return Bundle.of(Map.of(STAGE, RawWorkbook.ofRows(rows).bytes()));
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<row>");
        for (String cell : cells) {
            row.append("<c t=\"str\"><v>").append(cell).append("</v></c>");
        }
        return row.append("</row>").toString();
    }

    @Test
    void mergesRulesOfAFileAndListsARuleThatBothChanged() throws IOException {
        String drl = "import a.B;\n\n// first\nrule \"one\" when then end\n\nrule \"two\" when then end\n";
        Bundle base = with(shipped(), DRL, drl.getBytes(UTF_8));
        Bundle mine =
                with(base, DRL, drl.replace("\"one\" when", "\"one\" when A()").getBytes(UTF_8));
        Bundle theirs = with(base, DRL, (drl + "\nrule \"three\" when then end\n").getBytes(UTF_8));
        Bundle alsoOne =
                with(base, DRL, drl.replace("\"one\" when", "\"one\" when B()").getBytes(UTF_8));

        assertThat(new String(merge(base, mine, theirs).bundle().files().get(DRL), UTF_8))
                .isEqualTo(drl.replace("\"one\" when", "\"one\" when A()") + "\nrule \"three\" when then end\n");
        assertThat(merge(base, mine, alsoOne).conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Kind.RULE);
            assertThat(conflict.id()).isEqualTo("rules/x.drl›one");
        });
    }

    @Test
    void aFileThatOneDeletedAndTheOtherChangedIsAConflict() throws IOException {
        Bundle base = shipped();
        Map<String, byte[]> fewer = new TreeMap<>(base.files());
        fewer.remove(STAGE);
        Bundle mine = edited(base, STAGE, set(base, STAGE, "Stage", name(base, 14), 15, "Changed"));

        BundleMerge merged = merge(base, mine, Bundle.of(fewer));

        assertThat(merged.conflicts()).extracting(MergeConflict::id).containsExactly(STAGE);
        assertThat(BundleMerge.of(base, mine, Bundle.of(fewer), Map.of(STAGE, Side.MINE))
                        .bundle()
                        .files())
                .containsKey(STAGE);
    }
}
