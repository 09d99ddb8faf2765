package io.tenure.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.text.NumberText;
import io.tenure.workbook.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionParserTest {
    private static final Scope SCOPE = new Scope(
            Dictionary.standard(),
            Map.of("stableCount", 5.0, "halvedVolume", -0.5, "half", 2.5, "stableGrowth", 0.25),
            Set.of("NO_ACTION", "SAVE_OFFER"));
    private static final Field COUNT = SCOPE.dictionary().require("purchaseCount");
    private static final Field GROWTH = SCOPE.dictionary().require("volumeGrowth");
    private static final Field SHARE = SCOPE.dictionary().require("shareOfWallet");
    private static final Field STAGE = SCOPE.dictionary().require("stage");
    private static final Field PATTERN = SCOPE.dictionary().require("pattern");
    private static final Field ENDED = SCOPE.dictionary().require("relationshipEnded");
    private static final Field DAY = SCOPE.dictionary().require("asOf");
    private static final Field CURRENCY = SCOPE.dictionary().require("currency");
    private static final Field ACTION = Field.of("lastAction", FieldKind.FACT, FieldType.CODE, List.of());

    private final List<CellFault> faults = new ArrayList<>();

    private Condition read(Cell cell, Field field) {
        return ConditionParser.read(cell, field, SCOPE, faults::add);
    }

    private String normal(String text, Field field) {
        return shown(read(new Cell.Text(text), field))
                + faults.stream().map(f -> " " + f.code()).collect(Collectors.joining());
    }

    private static String shown(Condition condition) {
        return switch (condition) {
            case null -> "nothing";
            case Condition.Any _ -> "any";
            case Condition.Numbers n ->
                n.intervals().stream()
                                .map(i -> (i.lowClosed() ? "[" : "(") + end(i.low()) + "," + end(i.high())
                                        + (i.highClosed() ? "]" : ")"))
                                .collect(Collectors.joining(" "))
                        + (n.matchesUnknown() ? " ?" : "");
            case Condition.Codes c ->
                (c.negated() ? "not " : "") + c.values().stream().sorted().toList() + (c.matchesUnknown() ? " ?" : "");
        };
    }

    private static String end(double end) {
        return Double.isInfinite(end) ? "" : NumberText.exact(end);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            0.25             | [0.25,0.25]
            25%              | [0.25,0.25]
            25 %             | [0.25,0.25]
            66.3%            | [0.663,0.663]
            -50%             | [-0.5,-0.5]
            −50%             | [-0.5,-0.5]
            + 3              | [3,3]
            1e3              | [1000,1000]
            .5               | [0.5,0.5]
            > 5              | (5,)
            >5               | (5,)
            >= 5             | [5,)
            ≥ 5              | [5,)
            < 5              | (,5)
            <= 5             | (,5]
            ≤5               | (,5]
            = 5              | [5,5]
            30..70           | [30,70]
            30 .. 70         | [30,70]
            30…70            | [30,70]
            30..<70          | [30,70)
            -1..-0.5         | [-1,-0.5]
            .1 .. .5         | [0.1,0.5]
            3, 5             | [3,3] [5,5]
            5, 3, 5          | [3,3] [5,5]
            < 0, unknown     | (,0) ?
            0..1, 1..2       | [0,2]
            0..<1, 1..2      | [0,2]
            0..<1, > 1       | [0,1) (1,)
            0..3, 1..2       | [0,3]
            not 5            | (,5) (5,)
            not 0..1, 3      | (,0) (1,3) (3,)
            != 5             | (,5) (5,)
            ≠ 5              | (,5) (5,)
            known            | (,)
            Known            | (,)
            unknown          | ?
            UNKNOWN          | ?
            not unknown      | (,)
            not known        | ?
            5, known         | (,)
            <= halvedVolume  | (,-0.5]
            halvedVolume..stableGrowth | [-0.5,0.25]
            -                | any
            －               | any
            －５０％         | [-0.5,-0.5]
            ＞５             | (5,)
            ３０..７０       | [30,70]
            ３０．．＜７０   | [30,70)
            3，5、7          | [3,3] [5,5] [7,7]
            “> 5”            | (5,)
            "5"              | [5,5]
            1,2              | [1,1] [2,2] ambiguous-comma
            """)
    void readsNumbers(String text, String expected) {
        var unbounded = SCOPE.dictionary().require("profitGrowth");

        assertThat(normal(text, unbounded)).isEqualTo(expected.equals("?") ? " ?" : expected);
    }

    @Test
    void readsBlanksOfEveryKindAsAny() {
        for (var blank : List.of("", " ", "\u00A0", "\u3000", "\u200B", "\t\n", " - ", "\u2014")) {
            assertThat(normal(blank, COUNT)).as("blank %s", blank).isEqualTo("any");
        }
        assertThat(read(Cell.Empty.INSTANCE, COUNT)).isEqualTo(Condition.Any.INSTANCE);
    }

    @Test
    void readsWhatSurroundsAConditionWithNonBreakingSpaces() {
        assertThat(normal("\u00A0>\u00A05\u3000", GROWTH)).isEqualTo("(5,)");
        assertThat(normal("not\u00A05", GROWTH)).isEqualTo("(,5) (5,)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            > 5                | [6,)
            < 5                | (,4]
            1..2, 3..4         | [1,4]
            not 3              | (,2] [4,)
            >= stableCount     | [5,)
            > half             | [3,)
            stableCount        | [5,5]
            """)
    void readsWholeNumbersWithClosedEnds(String text, String expected) {
        assertThat(normal(text, COUNT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            2.5               | not-a-whole-number
            > 2.5             | not-a-whole-number
            half              | not-a-whole-number
            -1                | out-of-range
            0..99999999999    | out-of-range
            70..30            | empty-range
            5..<5             | empty-range
            < 0               | never-matches
            stableCuont       | unknown-parameter
            recencyDays       | not-a-parameter
            > recencyDays     | not-a-parameter
            abc def           | wrong-type
            5,,6              | syntax
            5, 6,             | syntax
            5, not 6          | syntax
            >                 | syntax
            =< 5              | syntax
            ..5               | syntax
            5..               | syntax
            3-4               | syntax
            3~4               | syntax
            > 1,000           | ambiguous-comma
            1,000             | ambiguous-comma
            1.000             | ambiguous-thousands
            > 1.000           | ambiguous-thousands
            ≤ 12.500          | ambiguous-thousands
            1.000..5.000      | ambiguous-thousands
            5, 1.000.000      | ambiguous-thousands
            not 1.000         | ambiguous-thousands
            0...5             | syntax
            0....5            | syntax
            0...<5            | syntax
            1e999             | wrong-type
            NaN               | unknown-parameter
            ¥5                | wrong-type
            TRUE              | unknown-parameter
            2026-06-30        | wrong-type
            """)
    void refusesWhatIsNoConditionOnWholeNumbers(String text, String code) {
        assertThat(read(new Cell.Text(text), COUNT)).isNull();
        assertThat(faults).extracting(CellFault::code).contains(code);
    }

    @Test
    void givesBothReadingsOfANumberWhosePointsMaySeparateThousands() {
        normal("1.000..5.000", COUNT);

        assertThat(faults)
                .extracting(fault -> fault.message().en(), fault -> fault.fix().en())
                .containsExactly(
                        tuple("\"1.000\" can be read as 1000 or as 1.", "Write 1000 or 1, without separators."),
                        tuple("\"5.000\" can be read as 5000 or as 5.", "Write 5000 or 5, without separators."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            > 1.250          | (1.25,) ambiguous-thousands
            1.000%           | [0.01,0.01] ambiguous-thousands
            > 0.125          | (0.125,)
            > 1.25           | (1.25,)
            > 1.2500         | (1.25,)
            > 1250.125       | (1250.125,)
            1.250.000        | nothing ambiguous-thousands
            """)
    void warnsOfPointsThatMaySeparateThousandsInOtherNumbers(String text, String expected) {
        assertThat(normal(text, SCOPE.dictionary().require("profitGrowth"))).isEqualTo(expected);
    }

    @Test
    void saysThatARangeHasTwoDots() {
        normal("0...5", COUNT);

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.fix().en()).isEqualTo("Write a range with two dots: 0..5."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            > 5, < 7             | purchaseCount
            >= 5, <= 5           | purchaseCount
            > 5, < 7, unknown    | purchaseCount
            < 5, 3..9, > 8       | purchaseCount
            0..4, >= stableCount | purchaseCount
            <= 0.5, > halvedVolume | volumeGrowth
            0..50%, 50%..1       | shareOfWallet
            TRUE, FALSE          | relationshipEnded
            PROSPECT, EXPLORATION, FORMATION, STABLE, DECLINE, TERMINATED, UNKNOWN | stage
            """)
    void warnsOfAListThatTakesEverything(String text, String field) {
        assertThat(read(new Cell.Text(text), SCOPE.dictionary().require(field))).isNotNull();
        assertThat(faults).extracting(CellFault::code).containsExactly("always-matches");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            >= 0             | purchaseCount
            0..4, >= 6       | purchaseCount
            < 5, > 5         | volumeGrowth
            known, 5         | purchaseCount
            TRUE, unknown    | relationshipEnded
            not TRUE         | relationshipEnded
            STABLE, DECLINE  | stage
            0..1             | shareOfWallet
            """)
    void acceptsListsThatLeaveSomethingOut(String text, String field) {
        assertThat(read(new Cell.Text(text), SCOPE.dictionary().require(field))).isNotNull();
        assertThat(faults).isEmpty();
    }

    @Test
    void namesTheNearestParameter() {
        normal(">= stableCuont", COUNT);

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.fix().en()).contains("stableCount");
            assertThat(fault.fix().zh()).contains("stableCount");
        });
    }

    @Test
    void saysAllThatIsWrongInOneCell() {
        normal("2.5, -1, abc", COUNT);

        assertThat(faults)
                .extracting(CellFault::code)
                .containsExactly("not-a-whole-number", "out-of-range", "unknown-parameter");
    }

    @Test
    void holdsValuesToTheRangeOfTheName() {
        assertThat(normal("25", SHARE)).isEqualTo("nothing out-of-range");
        assertThat(faults.getFirst().fix().en()).contains("0..1").contains("25%");
    }

    @Test
    void namesTheLargestWholeNumberWhereANameHasNoMaximum() {
        normal("> 3000000000", COUNT);

        assertThat(faults.getFirst().fix().en()).isEqualTo("Write a value in the range 0..2147483647.");
    }

    @Test
    void readsNumbersByTheCellsTypeWhateverItsFormat() {
        assertThat(shown(read(new Cell.Number(0.25, true, false, false), SHARE)))
                .isEqualTo("[0.25,0.25]");
        assertThat(shown(read(Cell.Number.of(0.25), SHARE))).isEqualTo("[0.25,0.25]");
        assertThat(shown(read(Cell.Number.of(3), COUNT))).isEqualTo("[3,3]");
    }

    @Test
    void readsTheSameInEveryLocale() {
        var usual = Locale.getDefault();
        try {
            for (var locale :
                    List.of(Locale.GERMANY, Locale.CHINA, Locale.of("tr"), Locale.of("ar"), Locale.of("hi", "IN"))) {
                Locale.setDefault(locale);
                faults.clear();
                assertThat(normal("> 0.5, unknown", GROWTH)).as("%s", locale).isEqualTo("(0.5,) ?");
                assertThat(normal("UNKNOWN", GROWTH)).as("%s", locale).isEqualTo(" ?");
                assertThat(normal("yes, FALSE", ENDED)).as("%s", locale).isEqualTo("[FALSE, TRUE] always-matches");
                assertThat(Cell.Number.of(1234567.5).raw()).isEqualTo("1234567.5");
            }
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void refusesADateThatASpreadsheetMadeOfARange() {
        assertThat(read(new Cell.Number(46000, false, true, false), COUNT)).isNull();
        assertThat(faults.getFirst().fix().en()).contains("3..4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-06-30               | 2026-06-30..2026-06-30
            > 2026-06-30             | 2026-07-01..
            2026-01-01..2026-06-30   | 2026-01-01..2026-06-30
            2026-01-01..<2026-06-30  | 2026-01-01..2026-06-29
            ２０２６－０６－３０     | 2026-06-30..2026-06-30
            """)
    void readsDatesWrittenAsText(String text, String expected) {
        var condition = (Condition.Numbers) read(new Cell.Text(text), DAY);

        assertThat(condition.intervals()).singleElement().satisfies(i -> {
            assertThat(i.lowClosed()).isTrue();
            var from = LocalDate.ofEpochDay((long) i.low());
            assertThat(from + ".." + (i.highClosed() ? LocalDate.ofEpochDay((long) i.high()) : ""))
                    .isEqualTo(expected);
        });
    }

    @Test
    void readsDateCellsOfBothCalendars() {
        var day = LocalDate.of(2026, 6, 30);
        assertThat(read(new Cell.Number(46203, false, true, false), DAY).matches(day))
                .isTrue();
        assertThat(read(new Cell.Number(46203 - 1462, false, true, true), DAY).matches(day))
                .isTrue();
        assertThat(read(new Cell.Number(46203.5, false, true, false), DAY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.06.2026", "2026-02-30", "6/30/2026", "soon", "> 5"})
    void refusesOtherDates(String text) {
        assertThat(normal(text, DAY)).isEqualTo("nothing wrong-type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            STABLE                   | [STABLE]
            STABLE, DECLINE          | [DECLINE, STABLE]
            “STABLE”，‘DECLINE’      | [DECLINE, STABLE]
            「STABLE」               | [STABLE]
            ＳＴＡＢＬＥ             | [STABLE]
            not STABLE, DECLINE      | not [DECLINE, STABLE]
            NOT STABLE               | not [STABLE]
            != STABLE                | not [STABLE]
            ≠STABLE                  | not [STABLE]
            = STABLE                 | [STABLE]
            UNKNOWN                  | [UNKNOWN]
            unknown                  | [] ?
            STABLE, unknown          | [STABLE] ?
            UNKNOWN, unknown         | [UNKNOWN] ?
            known                    | not []
            not known                | [] ?
            not unknown              | not []
            "unknown"                | nothing unknown-code
            Unknown                  | nothing ambiguous-keyword
            stable                   | nothing unknown-code
            STABEL                   | nothing unknown-code
            > STABLE                 | nothing wrong-type
            STABLE,,DECLINE          | nothing syntax
            not UNKNOWN, PROSPECT, EXPLORATION, FORMATION, STABLE, DECLINE, TERMINATED | nothing never-matches
            """)
    void readsCodes(String text, String expected) {
        assertThat(normal(text, STAGE)).isEqualTo(expected);
    }

    @Test
    void readsUnknownInAnyCaseWhereNoCodeIsCalledSo() {
        assertThat(normal("Unknown", PATTERN)).isEqualTo("[] ?");
    }

    @Test
    void namesTheNearestCode() {
        normal("STABEL", STAGE);

        assertThat(faults.getFirst().fix().en()).isEqualTo("Did you mean STABLE?");
    }

    @Test
    void takesActionCodesFromTheCatalogue() {
        assertThat(normal("SAVE_OFFER", ACTION)).isEqualTo("[SAVE_OFFER]");
        assertThat(normal("SAVE_OFFERS", ACTION)).isEqualTo("nothing unknown-code");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TRUE           | [TRUE]
            false          | [FALSE]
            Yes            | [TRUE]
            no             | [FALSE]
            是             | [TRUE]
            否             | [FALSE]
            TRUE, unknown  | [TRUE] ?
            not TRUE       | not [TRUE]
            1              | nothing wrong-type
            maybe          | nothing wrong-type
            """)
    void readsYesAndNo(String text, String expected) {
        assertThat(normal(text, ENDED)).isEqualTo(expected);
    }

    @Test
    void readsBooleanCells() {
        assertThat(shown(read(new Cell.Bool(true), ENDED))).isEqualTo("[TRUE]");
        assertThat(read(new Cell.Bool(true), COUNT)).isNull();
        assertThat(read(Cell.Number.of(1), ENDED)).isNull();
    }

    @Test
    void readsTextAndKeepsItsLetters() {
        assertThat(normal("EUR, US Dollar", CURRENCY)).isEqualTo("[EUR, US Dollar]");
        assertThat(normal("（人民币）", CURRENCY)).isEqualTo("[（人民币）]");
        assertThat(normal("\"a, b\"", CURRENCY)).isEqualTo("[a, b]");
        assertThat(normal("it's, o'clock", CURRENCY)).isEqualTo("[it's, o'clock]");
        assertThat(shown(read(Cell.Number.of(20), CURRENCY))).isEqualTo("[20]");
    }

    @Test
    void refusesFormulasWithoutAGoodResult() {
        assertThat(read(new Cell.ErrorCell("#NAME?", "clv"), COUNT)).isNull();
        assertThat(read(new Cell.FormulaWithoutValue("1+1"), COUNT)).isNull();
        assertThat(faults).extracting(CellFault::code).containsExactly("formula-error", "formula-without-value");
        assertThat(faults.getFirst().fix().en()).contains("'= clv");
    }

    @Test
    void keepsTheCellAsItWasWritten() {
        assertThat(read(new Cell.Text(" ＞ ５ "), COUNT).text()).isEqualTo("＞ ５");
        assertThat(read(new Cell.Number(0.25, true, false, false), SHARE).text())
                .isEqualTo("25%");
    }
}
