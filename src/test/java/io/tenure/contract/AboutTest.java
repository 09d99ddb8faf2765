package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AboutTest {
    @Test
    void describesVersionAndCapabilities() {
        as("viewer")
                .get("/api/v1/about")
                .then()
                .statusCode(200)
                .body("version", matchesPattern("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"))
                .body("build.kind", equalTo("jvm"))
                .body("drl.hash", matchesPattern("sha256:[0-9a-f]{64}"))
                .body("capabilities.changedTables", equalTo(true))
                .body("capabilities.changedDrl", equalTo(true))
                .body("capabilities.freeFormTables", equalTo(true))
                .body("capabilities.annotatedWorkbooks", equalTo(true))
                .body("platform.java", startsWith("25"))
                .body("platform.quarkus", matchesPattern("3\\..*"))
                .body("platform.drools", matchesPattern("10\\..*"));
    }

    @Test
    void requiresViewerOrOperator() {
        as("olga").get("/api/v1/about").then().statusCode(200);
        as("caller").get("/api/v1/about").then().statusCode(403);
    }
}
