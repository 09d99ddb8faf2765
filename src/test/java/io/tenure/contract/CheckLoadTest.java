package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.draft;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tenure.release.CheckPool;
import io.tenure.workbook.RawWorkbook;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What a check of a draft answers where it would cost too much.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class CheckLoadTest {
    @Inject
    CheckPool pool;

    @ConfigProperty(name = "tenure.release.concurrent-checks")
    int concurrent;

    @ConfigProperty(name = "tenure.release.waiting-checks")
    int waiting;

    @Test
    void aCheckIsRefusedWhileTooManyWait() throws Exception {
        int id = draft("eve", "more.drl", "// nothing\n".getBytes(UTF_8));
        CountDownLatch begun = new CountDownLatch(concurrent);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(concurrent + waiting);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Runnable check = () -> pool.run(() -> {
                begun.countDown();
                awaitUninterrupted(end);
                ended.countDown();
                return "";
            });
            try {
                for (int i = 0; i < concurrent; i++) {
                    callers.execute(check);
                }
                // Only then the others: one that comes while an idle thread takes its first from a full queue is
                // refused.
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < waiting; i++) {
                    callers.execute(check);
                }
                Instant deadline = Instant.now().plusSeconds(20);
                while (pool.waiting() < waiting) {
                    assertThat(Instant.now()).as("until all wait").isBefore(deadline);
                    Thread.sleep(5);
                }
                as("eve")
                        .get(API + "/drafts/" + id + "/check")
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", "5")
                        .body("type", equalTo("urn:tenure:problem:checks-busy"))
                        .body("detail", equalTo(waiting + " checks wait already. Try again in 5 seconds."));
            } finally {
                end.countDown();
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
        as("eve").get(API + "/drafts/" + id + "/check").then().statusCode(200);
    }

    /// One that waits holds no files, of which there may be 64 MB.
    @Test
    void aCheckReadsTheDraftWhenItsTurnComes() throws Exception {
        int id = draft("eve", "more.drl", "// nothing\n".getBytes(UTF_8));
        CountDownLatch begun = new CountDownLatch(concurrent);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < concurrent; i++) {
                callers.submit(() -> pool.run(() -> {
                    begun.countDown();
                    awaitUninterrupted(end);
                    return "";
                }));
            }
            Future<Integer> version;
            try {
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                version = callers.submit(() -> as("eve")
                        .get(API + "/drafts/" + id + "/check")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("version"));
                while (pool.waiting() == 0) {
                    Thread.onSpinWait();
                }
                as("eve")
                        .delete(API + "/drafts/" + id + "/files/rules/more.drl")
                        .then()
                        .statusCode(200);
            } finally {
                end.countDown();
            }
            assertThat(version.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    private static void awaitUninterrupted(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWorkbookOfTooManyCellsIsCheckedAndNotAnnotated() {
        byte[] large = RawWorkbook.ofRows(("<row>" + "<c><v>1</v></c>".repeat(1_000) + "</row>").repeat(201))
                .bytes();
        int id = draft("eve", "large.xlsx", large);

        as("eve").get(API + "/drafts/" + id + "/check").then().statusCode(200);
        as("eve")
                .get(API + "/drafts/" + id + "/check/decision-tables/large.xlsx")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tenure:problem:too-large-to-annotate"))
                .body("detail", containsString("more than 200,000 cells"));
    }

    @Test
    void aWorkbookThatCanBeReadAndNotBeWrittenIsAProblem() {
        byte[] odd = RawWorkbook.ofRows("<row><c><v>1</v></c></row>")
                .part("[Content_Types].xml", "<Types/>")
                .bytes();
        int id = draft("eve", "odd.xlsx", odd);

        as("eve").get(API + "/drafts/" + id + "/check").then().statusCode(200);
        as("eve")
                .get(API + "/drafts/" + id + "/check/decision-tables/odd.xlsx")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tenure:problem:cannot-annotate"))
                .body("detail", containsString("its findings can't be written into it"));
    }
}
