package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvalidRequestsTest {
    private static final String DECISIONS = "/api/v1/decisions";
    private static final String VALID = """
            {"customerId": "C07", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "satisfaction": 2, "clv": 2500.0}}
            """;

    @Test
    void reportsAllFaultsAtOnce() {
        post(given(), """
                {"asOf": "2026-06-30", "facts": {"relationshipType": "NONE", "purchaseCount": "12", "purchaseCuont": 1}}
                """)
                .statusCode(400)
                .contentType("application/problem+json")
                .header("Content-Language", "en")
                .body("type", startsWith("urn:tenure:problem:"))
                .body("title", equalTo("Bad input"))
                .body("status", equalTo(400))
                .body("detail", equalTo("4 faults in the request; it was not carried out."))
                .body("instance", equalTo(DECISIONS))
                .body(
                        "faults.pointer",
                        contains(
                                "/facts/relationshipType",
                                "/facts/purchaseCount",
                                "/facts/purchaseCuont",
                                "/customerId"))
                .body("faults[1].value", equalTo("12"))
                .body("faults[1].expected", equalTo("a whole number of 0 or more (orders)"))
                .body("faults[2].expected", equalTo("purchaseCount"));
    }

    @Test
    void faultsAreReportedInChineseOnRequest() {
        post(given().header("Accept-Language", "fr, zh-CN;q=0.8, en;q=0.5"), "{\"customerId\": 7}")
                .statusCode(400)
                .header("Content-Language", "zh")
                .body("title", equalTo("输入有误"))
                .body(
                        "faults.message",
                        contains("customerId应为1至200个可见字符的文本，首尾无空白，且不为 . 或 ..，而不是7。", "缺少asOf。", "缺少relationshipType。"));
    }

    @Test
    void malformedJsonIsReportedWithItsPosition() {
        post(given(), "{\"customerId\": \"C\",\n \"asOf\"; }")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tenure:problem:not-json"))
                .body("detail", startsWith("Line 2, column 8:"));
        post(given(), "").statusCode(400).body("type", equalTo("urn:tenure:problem:not-json"));
    }

    @Test
    void otherContentTypesAreRejected() {
        for (String type : new String[] {"text/plain", "application/xml", "application/json; charset=ISO-8859-1"}) {
            given().config(io.restassured.RestAssured.config()
                            .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                    .header("Content-Type", type)
                    .body(VALID.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post(DECISIONS)
                    .then()
                    .statusCode(415)
                    .contentType("application/problem+json")
                    .body("status", equalTo(415));
        }
    }

    @Test
    void largeBodiesAreRejectedWithAndWithoutContentLength() {
        String large = VALID + " ".repeat(1 << 20);
        post(given(), large)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("1,048,576"));
        // The length of a stream isn't known, so it is sent in chunks.
        given().contentType("application/json")
                .body(new ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .post(DECISIONS)
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void theLargestAllowedBodyIsRead() {
        post(given(), VALID + " ".repeat((1 << 20) - VALID.length())).statusCode(200);
    }

    @Test
    void unknownPathsAndMethodsAreProblemsToo() {
        for (String path : new String[] {"/api/v1/nothing", "/api", "/nothing", "/api/v1/ruleset/tables/None.drl"}) {
            given().get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("instance", equalTo(path))
                    .body("faults", hasSize(0));
        }
        given().get(DECISIONS)
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("status", equalTo(405));
        given().header("Accept-Language", "zh")
                .delete("/api/v1/facts")
                .then()
                .statusCode(405)
                .body("title", equalTo("不允许的方法"));
        post(given().accept("text/html"), VALID).statusCode(406).contentType("application/problem+json");
    }

    @Test
    void noInputCausesAnInternalError() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder mutated = new StringBuilder(VALID);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(mutated.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutated.deleteCharAt(at);
                    case 1 -> mutated.setCharAt(at, (char) (32 + random.nextInt(95)));
                    default -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                }
            }
            String body = mutated.toString();
            int status = post(given(), body)
                    .body(not(containsString("Exception")))
                    .extract()
                    .statusCode();
            if (status != 200 && status != 400) {
                throw new AssertionError(status + " for " + body);
            }
        }
    }

    @Test
    void aFaultyRequestIsNotDecided() {
        String[][] replacements = {
            {"\"C07\"", "7"},
            {"2026-06-30", "2026-06-31"},
            {"NON_CONTRACTUAL", "NONCONTRACTUAL"},
            {"12", "-12"},
            {"12", "12.5"},
            {"12", "NaN"},
            {"\"satisfaction\": 2", "\"satisfaction\": 2, \"satisfaction\": 2"},
            {"\"satisfaction\": 2", "\"satisfied\": 2"},
            {"\"facts\"", "\"fact\""},
            {"}}", "}, \"more\": 1}"},
            {"}}", "}"},
        };
        for (String[] replacement : replacements) {
            String body = VALID.replace(replacement[0], replacement[1]);
            post(given(), body).statusCode(400).body(not(containsString("decisionId")));
        }
    }

    private static final String[] PIECES = {
        "{", "}", "[", "]", ",", ":", "\"", "null", "-", "1e999", "NaN", "\\u0000", "\"a\":1,"
    };

    private static ValidatableResponse post(RequestSpecification request, String body) {
        return request.contentType("application/json")
                .body(body)
                .post(DECISIONS)
                .then();
    }
}
