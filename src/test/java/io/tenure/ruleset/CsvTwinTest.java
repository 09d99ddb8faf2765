package io.tenure.ruleset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTwinTest {
    @Test
    void writesEveryCellsRawValue() {
        var book = Books.book().sheet("Stage", """
                        text | 12.50 | 25% | 66.3% | 2026-06-30 | TRUE |

                        | a, b | say "hi" | 1000000 | -0.1 | '  spaced

                        last
                        """).sheet("Second", "x").bytes();

        var twins = CsvTwin.of("decision-tables/stage.xlsx", book);

        assertThat(twins).containsOnlyKeys("decision-tables/stage.Stage.csv", "decision-tables/stage.Second.csv");
        assertThat(twins.get("decision-tables/stage.Stage.csv")).isEqualTo("""
                text,12.5,25%,66.3%,2026-06-30,TRUE

                ,"a, b","say ""hi\""",1000000,-0.1,"  spaced"

                last
                """);
    }

    @Test
    void keepsLineBreaksWithinQuotes() {
        var book = Books.book()
                .sheet("S", "a", sheet -> sheet.getRow(0).getCell(0).setCellValue("one\ntwo"))
                .bytes();

        assertThat(CsvTwin.of("x.xlsx", book).get("x.S.csv")).isEqualTo("\"one\ntwo\"\n");
    }

    @Test
    void hasNoTwinsOfAFileThatCannotBeRead() {
        assertThat(CsvTwin.of("x.xlsx", "no".getBytes(UTF_8))).isEmpty();
    }
}
