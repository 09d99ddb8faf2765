package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tenure.UsersForTests;
import org.junit.jupiter.api.Test;

/// The revenue identity for a firm: what a change of the retention brings.
@QuarkusTest
class WhatIfTest {
    @Test
    void onePointOfRetentionBringsAsManyPurchasesAsTheCustomersItKeeps() {
        JsonPath answer = post("en", """
            {"newCustomers": 100, "existingCustomers": 1000, "retention": 0.8, "usage": 5, "price": 20}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("revenue")).isEqualTo(90_000);
        assertThat(answer.getDouble("changedRetention")).isEqualTo(.81);
        assertThat(answer.getDouble("changedRevenue")).isEqualTo(91_000);
        assertThat(answer.getDouble("gain")).isEqualTo(1_000);
        assertThat(answer.getString("reason")).isEqualTo("Retention of 81% instead of 80% brings 1,000 a year.");
    }

    @Test
    void aLossIsSaidInChineseToo() {
        JsonPath answer = post("zh", """
            {"newCustomers": 0, "existingCustomers": 1000, "retention": 0.8, "usage": 5, "price": 20,
             "retentionChange": -0.1}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("gain")).isEqualTo(-10_000);
        assertThat(answer.getString("reason")).isEqualTo("保留率由80%变为70%，每年减少收入10,000。");
    }

    @Test
    void retentionStaysWithinAllCustomers() {
        JsonPath answer = post("en", """
            {"newCustomers": 1, "existingCustomers": 10, "retention": 1, "usage": 1, "price": 1}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("changedRetention")).isEqualTo(1);
        assertThat(answer.getDouble("gain")).isEqualTo(0);
    }

    @Test
    void listsEveryFaultOfTheRequest() {
        JsonPath problem = post("en", """
            {"existingCustomers": -1, "retention": 80, "usage": "5", "churn": 0.2}""").then().statusCode(400).extract().jsonPath();
        assertThat(problem.getList("faults.pointer"))
                .containsExactly("/newCustomers", "/existingCustomers", "/retention", "/usage", "/price", "/churn");
        assertThat(problem.getString("faults[2].expected")).isEqualTo("a number from 0 to 1");
    }

    private static Response post(String language, String body) {
        return UsersForTests.as("tester")
                .header("Accept-Language", language)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/what-if/revenue");
    }
}
