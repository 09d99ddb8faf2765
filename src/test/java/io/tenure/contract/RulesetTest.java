package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RulesetTest {
    @Test
    void listsTheDictionary() {
        given().get("/api/v1/facts")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("facts.find { it.name == 'purchaseCount' }.kind", equalTo("FACT"))
                .body("facts.find { it.name == 'purchaseCount' }.type", equalTo("INTEGER"))
                .body("facts.find { it.name == 'purchaseCount' }.unit", equalTo("orders"))
                .body("facts.find { it.name == 'purchaseCount' }.min", equalTo(0.0f))
                .body("facts.find { it.name == 'purchaseCount' }.description.zh", notNullValue())
                .body("facts.find { it.name == 'priceSensitivity' }.codes", hasItem("MEDIUM"))
                .body("facts.find { it.name == 'recencyDays' }.input", equalTo(true))
                .body("facts.find { it.name == 'cpv' }.input", equalTo(false));
    }

    @Test
    void showsEveryCellOfTheActiveTables() {
        JsonPath ruleset =
                given().get("/api/v1/ruleset").then().statusCode(200).extract().jsonPath();
        assertThat(ruleset.getInt("release")).isEqualTo(1);
        assertThat(ruleset.getList("tables.name", String.class)).contains("Stage", "RetentionLevel", "RiskBand");
        assertThat(ruleset.getMap("parameters")).containsEntry("lapseGapRatio", 2.0f);
        assertThat(ruleset.getList("actions.code", String.class)).contains("SAVE_OFFER");
        assertThat(ruleset.getMap("indicators.find { it.name == 'selectionTime' }"))
                .isEqualTo(Map.of(
                        "score", "retentionEffectScore",
                        "name", "selectionTime",
                        "source", "selectionTimeMinutes",
                        "weight", .05f,
                        "valueAt0", "60",
                        "valueAt100", "0"));
        String cell =
                "tables.find { it.name == 'Stage' }.rows.find { it.name == 'ST2' }.cells.find { it.name == 'purchaseCount' }";
        assertThat(ruleset.getString(cell + ".text")).isEqualTo("0");
        assertThat(ruleset.getString(cell + ".description")).isEqualTo("0");
        assertThat(ruleset.getString(cell + ".address")).matches("[A-Z]+[0-9]+");
    }

    @Test
    void writesATableAsDrl() {
        String drl = given().get("/api/v1/ruleset/tables/Stage.drl")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();
        assertThat(drl).contains("// stage.xlsx, sheet Stage, row ", "rule \"Stage ST2\"");
    }

    @Test
    void isReadyWithItsRuleset() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("ruleset"))
                .body("checks.find { it.name == 'ruleset' }.data.release", equalTo(1));
    }

    @Test
    void theApiDescriptionIsUpToDate() throws IOException {
        Path file = Path.of("docs/openapi.yaml");
        assertThat(given().get("/api/v1/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(Files.readString(file));
        String described =
                given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("tenure.refresh")) {
            Files.writeString(file, described);
        }
        assertThat(described)
                .as("docs/openapi.yaml is written anew by: mvn test -Dtest=RulesetTest -Dtenure.refresh=true")
                .isEqualTo(Files.readString(file));
    }

    @Test
    void describesEveryFactOfTheDictionary() {
        JsonPath api = given().queryParam("format", "json").get("/q/openapi").jsonPath();
        List<String> given = given().get("/api/v1/facts")
                .jsonPath()
                .getList("facts.findAll { it.input && !it.own }.name", String.class);
        assertThat(api.getMap("components.schemas.Facts.properties").keySet())
                .map(Object::toString)
                .containsExactlyInAnyOrderElementsOf(given.stream()
                        .filter(n -> !List.of("customerId", "asOf").contains(n))
                        .toList());
        assertThat(api.getList("components.schemas.Customer.examples")).isNotEmpty();
        given().get("/q/swagger-ui/").then().statusCode(200);
    }
}
