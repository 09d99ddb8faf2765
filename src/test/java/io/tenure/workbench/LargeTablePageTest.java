package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.bundle.Workbooks;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A table of 5,000 rows on the pages.
@QuarkusTest
class LargeTablePageTest {
    private static final int ROWS = 5_000;
    private static final String SHEET = """
            RuleSet | tenure.tables
            Phase | retention
            HitPolicy | FIRST

            RuleTable Discounts
            NAME | CONDITION | CONDITION | ACTION | DESCRIPTION

             | purchaseCount | recencyDays | volumeDiscount | en
            Row | Purchases | Days | Discount | Why
            """;

    /// Makes a draft with a table of 5,000 rows.
    static int draft() {
        byte[] workbook = Workbooks.of(
                "Discounts",
                SHEET
                        + IntStream.range(0, ROWS)
                                .mapToObj(row ->
                                        "D" + row + " | " + row / 10 + " | <= " + row % 10 + " | 0.01 | row " + row)
                                .collect(Collectors.joining("\n")));
        return as("ann")
                .multiPart("file", "discounts.xlsx", workbook)
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void aTableOf5000RowsHasPagesAndEachRowIsFoundOnItsOwn() {
        int draft = draft();
        try {
            PageClient ann = PageClient.signedIn("ann");
            String first = ann.get("/rules/Discounts?version=" + draft).asString();
            assertThat(first)
                    .contains("id=\"row-D0\"", "id=\"row-D499\"", "Rows 1 to 500 of 5000", "&amp;from=500\"")
                    .doesNotContain("id=\"row-D500\"", "rel=\"prev\"");
            assertThat(ann.get("/rules/Discounts?version=" + draft + "&row=D4711")
                            .asString())
                    .contains("id=\"row-D4711\"", "Rows 4501 to 5000 of 5000", "rel=\"prev\"")
                    .doesNotContain("rel=\"next\"");
            assertThat(ann.get("/rules/Discounts?version=" + draft + "&from=99999")
                            .asString())
                    .contains("Rows 4501 to 5000 of 5000");
            assertThat(ann.get("/rules?version=" + draft + "&q=D4711").asString())
                    .contains("/rules/Discounts?version=" + draft + "&amp;row=D4711#row-D4711");
        } finally {
            as("ann").delete("/api/v1/rulesets/drafts/" + draft).then().statusCode(204);
        }
    }
}
