package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Workbooks;
import org.junit.jupiter.api.Test;

class CsvExportTest {
    @Test
    void writesEveryCellsRawValue() {
        var book = Workbooks.create().sheet("Stage", """
                        text | 12.50 | 25% | 66.3% | 2026-06-30 | TRUE |

                        | a, b | say "hi" | 1000000 | -0.1 | '  spaced

                        last
                        """).sheet("Second", "x").bytes();

        var twins = CsvExport.of("decision-tables/stage.xlsx", book);

        assertThat(twins).containsOnlyKeys("decision-tables/stage.Stage.csv", "decision-tables/stage.Second.csv");
        assertThat(twins.get("decision-tables/stage.Stage.csv")).isEqualTo("""
                text,12.5,25%,66.3%,2026-06-30,TRUE

                ,"a, b","say ""hi\""",1000000,-0.1,"  spaced"

                last
                """);
    }

    @Test
    void keepsLineBreaksWithinQuotes() {
        var book = Workbooks.create()
                .sheet("S", "a", sheet -> sheet.getRow(0).getCell(0).setCellValue("one\ntwo"))
                .bytes();

        assertThat(CsvExport.of("x.xlsx", book).get("x.S.csv")).isEqualTo("\"one\ntwo\"\n");
    }

    @Test
    void exportsNothingForAFileThatCannotBeRead() {
        assertThat(CsvExport.of("x.xlsx", "no".getBytes(UTF_8))).isEmpty();
    }
}
