package io.tenure.contract;

import static io.tenure.UsersForTests.as;

import io.restassured.response.ValidatableResponse;

/// Requests of the tests that change rules over HTTP.
final class RulesApi {
    static final String API = "/api/v1/rulesets";

    private RulesApi() {}

    static int active() {
        return as("viewer").get(API + "/releases").jsonPath().getInt("releases.find { it.active }.release");
    }

    static int draft(String who, String name, byte[] content) {
        return as(who).multiPart("file", name, content)
                .multiPart("comment", "for a test")
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static ValidatableResponse publish(String who, int id, String body) {
        return as(who).contentType("application/json")
                .body(body)
                .post(API + "/drafts/" + id + "/publish")
                .then();
    }

    static byte[] file(String path) {
        return as("viewer").get(API + path).then().statusCode(200).extract().asByteArray();
    }
}
