package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/// A rule that fails is the release's fault: the caller is told which rule, and so are those who operate the service.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class RuleFailureTest {
    private static final String RULES = """
            package tenure.failing;
            import io.tenure.lifecycle.Decision;
            rule "writes too much" agenda-group "stage"
            when $d : Decision(customer.purchaseCount == 4711)
            then
                String text = "0123456789";
                text += text + text + text + text + text + text + text + text + text;
                text += text + text + text + text + text + text + text + text + text;
                text += text + text + text + text + text + text + text + text + text;
                $d.setStageInDong(text + "!");
            end
            """;

    @Test
    void aDecisionThatARuleFailsNamesTheRuleAndIsReported() {
        int before = active();
        int id = draft("eve", "failing.drl", RULES.getBytes(UTF_8));
        int release = publish("bob", id, "{\"acknowledgeWarnings\": true}")
                .statusCode(200)
                .extract()
                .path("release");
        try {
            decide("4710").statusCode(200);
            decide("4711")
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:tenure:problem:rule-failed"))
                    .body(
                            "detail",
                            equalTo(
                                    "Rule \"writes too much\" was stopped: it made a text longer than 10,000 characters."));
            as("viewer")
                    .get("/q/metrics")
                    .then()
                    .body(containsString("tenure_rule_failures_total{cause=\"too-much-text\",release=\"" + release
                            + "\",rule=\"writes too much\"} 1.0"));
            as("viewer")
                    .get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.data.failingRule", hasItem("writes too much"));
        } finally {
            as("bob").post(API + "/releases/" + before + "/activate").then().statusCode(200);
        }
        decide("4711").statusCode(200);
        as("viewer").get("/q/health/ready").then().body("checks.data.failingRule", not(hasItem("writes too much")));
    }

    @Test
    void rulesThatKeepCustomersOrNeverEndAreRefusedWithWhatToDo() {
        int id = draft("eve", "holes.drl", """
                package tenure.holes;
                import io.tenure.lifecycle.Decision;
                rule "H1" agenda-group "risk" when $d : Decision() then $d.setMessageTheme(String.format("%999999999d", 1)); end
                rule "H2" agenda-group "risk" when $d : Decision()
                then java.math.BigInteger n = new java.math.BigInteger("3").pow(200000000); $d.setMessageTheme(n.toString()); end
                rule "H3" agenda-group "risk" when $d : Decision()
                then StringBuilder b = new StringBuilder(); b.repeat("x", 2000000000); $d.setMessageTheme(b.toString()); end
                rule "H4" agenda-group "risk" when $d : Decision() then $d.setRiskBand("HIHG"); $d.setStage("NO_SUCH_STAGE"); end
                """.getBytes(UTF_8));

        as("eve")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(false))
                .body("findings.findAll { it.severity == 'ERROR' }.code", hasItems("not-allowed", "invalid-outcome"))
                .body("findings.findAll { it.code == 'invalid-outcome' }.fix", hasItem("Did you mean HIGH?"));
        publish("bob", id, "{\"acknowledgeWarnings\": true}").statusCode(422);
    }

    private static ValidatableResponse decide(String purchases) {
        return as("tester")
                .contentType("application/json")
                .body("""
                        {"customerId": "rule-failure", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": %s, "volumeCurrent": 100,
                                   "volumePrior": 500, "profitCurrent": 10, "profitPrior": 500, "recencyDays": 5}}""".formatted(purchases))
                .post("/api/v1/decisions")
                .then();
    }
}
