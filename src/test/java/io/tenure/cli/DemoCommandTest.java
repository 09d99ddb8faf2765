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
import io.tenure.workbench.PageClient;
import io.tenure.workbench.PagePictures;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The command `demo` against a running service, and the page that does the same.
@QuarkusTest
@TestProfile(DemoCommandTest.OwnDatabase.class)
class DemoCommandTest {
    /// Its customers would be counted by other tests.
    public static final class OwnDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tenure.demo.enabled", "true");
        }
    }

    @TestHTTPResource("/")
    URL url;

    @Test
    void fillsAnEmptyServiceAndNoOther() throws InterruptedException, IOException, URISyntaxException {
        PagePictures.check(url.toURI(), "viewer", Map.of("demo", "/demo"));
        fillsItByThePage();

        CommandRun refused = demo("--customers", "60");
        assertThat(refused.err()).startsWith("The service has 15 customers on record. --add ");
        assertThat(refused.status()).isEqualTo(1);
        demo("--lang", "zh").assertChinese();

        CommandRun filled = demo("--customers", "60", "--add");
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

        showsWhoMovedBetweenStages();

        assertThat(demo("--customers", "1", "--add").status()).isZero();
        assertThat(demo("--customers", "0").err()).contains("--customers");
    }

    /// Whoever has an account may, while nobody is on record.
    private static void fillsItByThePage() throws InterruptedException {
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/customers").asString()).contains("href=\"/demo\"");
        assertThat(viewer.get("/").asString()).contains("href=\"/demo\"");
        assertThat(viewer.get("/demo").asString()).contains("1,990 customers who were made up");
        assertThat(viewer.post("/demo", Map.of("customers", "5")).getHeader("Location"))
                .endsWith("/demo");
        String page = viewer.get("/demo").asString();
        for (int i = 0; i < 600 && !page.contains("decisions are on record"); i++) {
            assertThat(page).contains("role=\"status\"");
            Thread.sleep(100);
            page = viewer.get("/demo").asString();
        }
        assertThat(page).contains("decisions are on record").doesNotContain("method=\"post\" action=\"/demo\"");
        assertThat(viewer.get("/customers").asString()).doesNotContain("href=\"/demo\"");
        assertThat(viewer.get("/customers/C07").asString()).contains("Resolve complaint");
    }

    /// From the first page to the picture of all moves, and to the customers of one with the rows that moved them.
    private void showsWhoMovedBetweenStages() throws IOException, URISyntaxException {
        PageClient viewer = PageClient.signedIn("viewer");
        Matcher move = Pattern.compile("href=\"(/moves\\?from=[^\"]+)#who\"")
                .matcher(viewer.get("/").asString());
        assertThat(move.find()).isTrue();
        String address = move.group(1).replace("&amp;", "&");
        String page = viewer.getEncoded(address).asString();
        assertThat(page).contains("class=\"band\"", "Rows that moved them", "href=\"/rules/Stage?row=", "/customers/");
        Matcher customer = Pattern.compile("href=\"(/customers/[^\"]+\\?decision=[^\"]+)\"")
                .matcher(page);
        assertThat(customer.find()).isTrue();
        assertThat(viewer.getEncoded(customer.group(1)).statusCode()).isEqualTo(200);
        assertThat(viewer.get("/moves?by=money").asString()).contains("aria-current=\"page\">At stake");
        assertThat(viewer.get("/moves?from=<b>&to=<script>").asString()).doesNotContain("<script>alert", "id=\"who\"");
        assertThat(PageClient.signedIn("caller").get("/moves").statusCode()).isEqualTo(403);
        PagePictures.check(url.toURI(), "viewer", Map.of("today-moves", "/", "moves", address));
    }

    private CommandRun demo(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "demo";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(CommandRun.service(url, "tester"), all);
    }
}
