package io.tenure.app;

import static io.tenure.UsersForTests.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadinessProbeTest {

    @Test
    void isUpOnceStarted() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void isReadyWithItsDatabase() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void servesTheApiPage() {
        given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("OpenAPI"));
    }
}
