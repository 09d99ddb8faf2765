package io.tenure.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
    private static final ValueStyles NO_STYLES =
            new ValueStyles(new DateStyle(DateStyle.Order.UNKNOWN, null), new NumberStyle((char) 0));

    @Test
    void theEncodingIsRecognised() throws Exception {
        String text = "客户,城市名称\nMüller,北京市区\n";
        assertThat(lines(text.getBytes(UTF_8))).containsExactly("1 客户|城市名称", "2 Müller|北京市区");
        assertThat(lines(("\uFEFF" + text).getBytes(UTF_8))).isEqualTo(lines(text.getBytes(UTF_8)));
        assertThat(lines(("\uFEFF" + text).getBytes(UTF_16LE))).isEqualTo(lines(text.getBytes(UTF_8)));
        assertThat(lines(("\uFEFF" + text).getBytes(UTF_16BE))).isEqualTo(lines(text.getBytes(UTF_8)));
        for (String utf32 : List.of("UTF-32LE", "UTF-32BE")) {
            assertThat(lines(("\uFEFF" + text).getBytes(Charset.forName(utf32))))
                    .isEqualTo(lines(text.getBytes(UTF_8)));
        }
        assertThat(lines("client,day\nMüller,1\n".getBytes(UTF_16LE))).containsExactly("1 client|day", "2 Müller|1");
        assertThat(lines("client,day\nMüller,1\n".getBytes(UTF_16BE))).containsExactly("1 client|day", "2 Müller|1");
        assertThat(lines("name,city\nMüller,Köln\n".getBytes(Charset.forName("windows-1252"))))
                .containsExactly("1 name|city", "2 Müller|Köln");
        assertThat(lines("客户,日期\n王小明,2026\n".getBytes(Charset.forName("GBK"))))
                .containsExactly("1 客户|日期", "2 王小明|2026");
    }

    @Test
    void anEncodingThatCannotBeToldIsAskedFor() throws Exception {
        byte[] cyrillic = "имя,город\nИван,Пермь\n".getBytes(Charset.forName("windows-1251"));
        assertThatThrownBy(() -> open(cyrillic, CsvOptions.NONE))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.setting()).isEqualTo(UnreadableFileException.Setting.ENCODING))
                .hasMessage(
                        "The file is not UTF-8, and its encoding cannot be told; save it as \"CSV UTF-8\", or say which"
                                + " encoding it has.");
        CsvOptions given = new CsvOptions(Charset.forName("windows-1251"), null, null, null, 0);
        assertThat(lines(open(cyrillic, given))).containsExactly("1 имя|город", "2 Иван|Пермь");
        // One letter of two bytes could be two accented letters or one Chinese sign.
        assertThatThrownBy(() -> open(new byte[] {'a', ',', (byte) 0xF6, (byte) 0xDF, '\n'}, CsvOptions.NONE))
                .isInstanceOf(UnreadableFileException.class);
    }

    /// Each of these was once read as Chinese or with other accents, without a word.
    @ParameterizedTest
    @CsvSource({
        "KOI8-R, Иван",
        "KOI8-R, ИВАНОВ",
        "windows-1251, Иванова",
        "windows-1251, Иван",
        "windows-1253, Νίκη",
        "x-MacRoman, Müller",
        "x-MacRoman, José",
        "IBM850, Köhler",
        "IBM437, André",
        "EUC-JP, さくら",
        "Shift_JIS, 田中",
        "Big5, 王小明",
    })
    void anEncodingThatLooksLikeAnotherIsAskedFor(String encoding, String name) {
        byte[] bytes = ("client,day\n" + name + ",1\n").getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> open(bytes, CsvOptions.NONE))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.setting()).isEqualTo(UnreadableFileException.Setting.ENCODING));
    }

    @Test
    void whatIsNoTextIsNamed() {
        assertThatThrownBy(() -> open(new byte[] {'P', 'K', 3, 4, 20, 0}, CsvOptions.NONE))
                .hasMessage("The file is a workbook or an archive, not text; save the sheet as \"CSV UTF-8\".");
        assertThatThrownBy(() -> open(new byte[] {1, 2, 0, 3, 0, 0, 4, 9, 9}, CsvOptions.NONE))
                .hasMessage("The file is not text; save it as \"CSV UTF-8\".");
        assertThatThrownBy(() -> open("\uFEFF \r\n\n".getBytes(UTF_8), CsvOptions.NONE))
                .hasMessage("The file is empty.");
        for (String document : List.of("%PDF-1.7\n", "\n <!DOCTYPE html><table>", "<table border=1>", "{\\rtf1 a}")) {
            assertThatThrownBy(() -> open(document.getBytes(UTF_8), CsvOptions.NONE))
                    .hasMessageStartingWith("The file is a web page or a document, not a table in text;");
        }
        for (String json : List.of("[{\"customer\": 1}]", "{\n \"customerId\":\"A\"}")) {
            assertThatThrownBy(() -> open(json.getBytes(UTF_8), CsvOptions.NONE))
                    .hasMessageStartingWith("The file is JSON, not CSV;");
        }
    }

    @Test
    void aBrokenCharacterCostsItsLineOnly() throws Exception {
        byte[] bytes = ("a,b\n" + "Müller,1\n".repeat(5) + "x?,2\nÖ,3\n").getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xFF : bytes[i];
        }
        assertThat(lines(bytes)).endsWith("7 Some characters cannot be read in the encoding of the file.", "8 Ö|3");
    }

    @Test
    void theSeparatorIsRecognised() throws Exception {
        assertThat(lines("a;b;c\nx;1,5;2,5\n")).containsExactly("1 a|b|c", "2 x|1,5|2,5");
        assertThat(lines("x;2026-01-05;1,5\n")).containsExactly("1 x|2026-01-05|1,5");
        assertThat(lines("Smith; J,2026-01-05,10\n")).containsExactly("1 Smith; J|2026-01-05|10");
        assertThat(lines("a\tb\nx, y\t2\n")).containsExactly("1 a|b", "2 x, y|2");
        assertThat(lines("a|b\nx|2\n")).containsExactly("1 a|b", "2 x|2");
        assertThat(lines("  a   1 \nb 2\n")).containsExactly("1 a|1", "2 b|2");
        assertThat(lines("sep=;\r\na;b\r\n1,2;3\r\n")).containsExactly("2 a|b", "3 1,2|3");
        assertThat(lines("\"sep=,\"\na,b;c\n")).containsExactly("2 a|b;c");
        assertThatThrownBy(() -> lines("a;b,c\n"))
                .hasMessage("The columns could be separated by several characters; say which one it is.");
    }

    @Test
    void cellsCanHoldQuotesSeparatorsAndLineBreaks() throws Exception {
        assertThat(lines("a,b\n1,\"two\nlines\"\n2,\"12\"\" ruler\"\n3,5' 10\" tall\n4, \"x,y\" \n"))
                .containsExactly("1 a|b", "2 1|two\nlines", "4 2|12\" ruler", "5 3|5' 10\" tall", "6 4|x,y");
    }

    @Test
    void allLineEndsAreUnderstoodAndBlankRowsLeftOut() throws Exception {
        assertThat(lines("a,b\r1,2\r\n\n3,4\n , \n,,,\n5,6")).containsExactly("1 a|b", "2 1|2", "4 3|4", "7 5|6");
    }

    @Test
    void aMisplacedQuoteCostsItsLineOnly() throws Exception {
        String quotes = "A quotation mark is not closed, or stands in the wrong place.";
        assertThat(lines("a,b\n1,\"x\" y\n2,z\n\"3,z\n4,z\n5,\"z\"\n"))
                .containsExactly("1 a|b", "2 " + quotes, "3 2|z", "4 " + quotes, "5 4|z", "6 5|z");
        assertThat(lines("a,b\n" + "\"1,2\n".repeat(2000) + "3,4\n"))
                .hasSize(2002)
                .endsWith("2002 3|4");
    }

    @Test
    void aTableOfMoreThanAThousandColumnsIsRefused() throws Exception {
        assertThat(lines("a,".repeat(999) + "a\n")).hasSize(1);
        assertThatThrownBy(() -> lines("a,".repeat(1_000) + "a\n"))
                .hasMessage("The file has 1,001 columns; at most 1,000 are read.");
    }

    @Test
    void aLineOfAMillionCharactersIsRejectedAndTheNextOneRead() throws Exception {
        assertThat(lines("a,b\n1," + "x".repeat(3_000_000) + "\n2,y\n"))
                .containsExactly("1 a|b", "2 The line is longer than 1,048,576 characters.", "3 2|y");
    }

    @Test
    void anOpenQuotationMarkHoldsNoMoreThanARecordInMemory() throws Exception {
        String wide = "x".repeat(400_000);
        assertThat(lines("a,b\n1,\"" + wide + "\n" + (wide + ",y\n").repeat(3) + "2,\"z\"\n"))
                .hasSize(6)
                .contains("2 A quotation mark is not closed, or stands in the wrong place.")
                .endsWith("6 2|z");
        assertThat(lines("a,b\n1,\"x\n" + "2,y\n".repeat(1000) + "3,z\n"))
                .hasSize(1003)
                .contains("2 A quotation mark is not closed, or stands in the wrong place.", "3 2|y")
                .endsWith("1003 3|z");
    }

    @Test
    void readsOnWhileADateOrANumberHasTwoReadings() throws Exception {
        StringBuilder text = new StringBuilder("day;amount\n");
        for (int i = 0; i < 500; i++) {
            text.append("01/02/2026;1.234\n");
        }
        CsvFile file = open((text + "31/01/2026;1,5\n").getBytes(UTF_8), CsvOptions.NONE);
        assertThat(file.styles(Set.of(0), Set.of(1), true))
                .isEqualTo(new ValueStyles(new DateStyle(DateStyle.Order.DAY_FIRST, null), new NumberStyle(',')));
        assertThatThrownBy(() ->
                        open(text.toString().getBytes(UTF_8), CsvOptions.NONE).styles(Set.of(0), Set.of(1), true))
                .isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void whatWasRecognisedIsDescribedInBothLanguages() throws Exception {
        CsvFile file = open("a;b\nMüller;1,5\n".getBytes(Charset.forName("windows-1252")), CsvOptions.NONE);
        ValueStyles styles = file.styles(Set.of(), Set.of(1), true);
        assertThat(file.isPlain(styles)).isFalse();
        assertThat(file.description(styles).en())
                .isEqualTo("semicolon between columns, decimal comma, windows-1252 text");
        assertThat(file.description(styles).zh()).isEqualTo("列以分号分隔、小数点写作逗号、windows-1252编码");
        assertThat(open("a,b\n1,2\n".getBytes(UTF_8), CsvOptions.NONE).isPlain(NO_STYLES))
                .isTrue();
    }

    private static List<String> lines(String text) throws IOException, UnreadableFileException {
        return lines(text.getBytes(UTF_8));
    }

    private static List<String> lines(byte[] bytes) throws IOException, UnreadableFileException {
        return lines(open(bytes, CsvOptions.NONE));
    }

    private static CsvFile open(byte[] bytes, CsvOptions options) throws IOException, UnreadableFileException {
        return CsvFile.open(() -> new ByteArrayInputStream(bytes), options);
    }

    private static List<String> lines(CsvFile file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (RecordReader records = file.records()) {
            for (CsvLine line = records.next(); line != null; line = records.next()) {
                lines.add(line.number() + text(line));
            }
        }
        return lines;
    }

    private static String text(CsvLine line) {
        return switch (line) {
            case CsvLine.Row row -> " " + String.join("|", row.cells());
            case CsvLine.Rejected rejected -> " " + rejected.reason().en();
        };
    }
}
