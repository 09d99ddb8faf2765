package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditVerificationTest {
    private static final String VERIFICATION = "/api/v1/audit/verification";

    @Test
    void theLogOfThisRunIsIntactAlsoAfterAnErasure() {
        String customer = "audited-" + UUID.randomUUID();
        as("caller")
                .contentType("application/json")
                .body("""
                    {"customerId": "%s", "asOf": "2026-06-30",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}\
                    """.formatted(customer))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
        as("olga").delete("/api/v1/customers/" + customer).then().statusCode(200);

        as("olga")
                .get(VERIFICATION)
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("head", matchesPattern("[0-9a-f]{64}"))
                .body("broken", nullValue());
        assertThat(as("olga").get("/api/v1/audit?limit=1000").asString())
                .contains("customer-erase")
                .doesNotContain(customer);
    }

    @Test
    void aHeadOfAnEarlierVerificationIsStillThere() {
        as("caller").get("/api/v1/audit").then().statusCode(403);
        String head = as("bob").get(VERIFICATION).path("head");

        as("bob").get(VERIFICATION + "?head=" + head).then().statusCode(200).body("intact", equalTo(true));
        as("bob")
                .get(VERIFICATION + "?head=" + "0".repeat(64))
                .then()
                .statusCode(200)
                .body("intact", equalTo(false))
                .body("broken.fault", equalTo("HEAD_MISSING"))
                .body("broken.message", containsString("No entry has the hash 000000"));
    }

    @Test
    void onlyOperatorsAndApproversVerifyAndAHeadIsAHash() {
        as("viewer").get(VERIFICATION).then().statusCode(403);
        as("olga")
                .get(VERIFICATION + "?head=abc")
                .then()
                .statusCode(400)
                .body("faults[0].message", equalTo("abc is not a head."));
    }
}
