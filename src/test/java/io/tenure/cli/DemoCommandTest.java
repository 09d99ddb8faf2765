package io.tenure.cli;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import org.junit.jupiter.api.Test;

/// The command `demo` against a running service.
@QuarkusTest
@TestProfile(DemoCommandTest.OwnDatabase.class)
class DemoCommandTest {
    /// Its customers would be counted by other tests.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URL url;

    @Test
    void fillsAnEmptyServiceAndNoOther() {
        CommandRun filled = demo("--customers", "60");
        assertThat(filled.err()).isEmpty();
        assertThat(filled.out())
                .startsWith("70 customers of the demonstration, ")
                .contains(" decisions. Look at ");
        assertThat(filled.status()).isZero();

        given().get("/api/v1/stages")
                .then()
                .statusCode(200)
                .body("customers", equalTo(70))
                .body("stages.stage", hasItems("PROSPECT", "EXPLORATION", "DECLINE"));
        given().get("/api/v1/customers/C07/decisions")
                .then()
                .statusCode(200)
                .body("decisions[0].action", equalTo("COMPLAINT_RECOVERY"));
        given().get("/api/v1/report").then().statusCode(200).body("all.accepted", greaterThan(0));

        CommandRun again = demo("--customers", "60");
        assertThat(again.err()).startsWith("The service has 70 customers on record. --add ");
        assertThat(again.status()).isEqualTo(1);
        demo("--lang", "zh").assertChinese();

        assertThat(demo("--customers", "1", "--add").status()).isZero();
        assertThat(demo("--customers", "0").err()).contains("--customers");
    }

    private CommandRun demo(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "demo";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(CommandRun.service(url, "tester"), all);
    }
}
