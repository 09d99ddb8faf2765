package io.tenure.release;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// The limit on how many retention levels a draft may change: at most 5 % of at least 100 customers.
@QuarkusTest
class ImpactLimitTest {
    private static final Draft.Editor ANN = new Draft.Editor("ann", false);
    private static final Impact.Measure ONE_CUSTOMER = new Impact.Measure(false, 1, 0, 0, 0, "");

    @Inject
    DraftWorkspace drafts;

    @Inject
    ReleaseReader releases;

    @Inject
    ImpactRuns impactRuns;

    @Inject
    Audit audit;

    @Inject
    Database database;

    @Test
    void withoutARunNobodyHasRunIt() {
        reject(draft(), RejectionCode.NO_IMPACT_RUN, "Nobody has run the impact of this version");
    }

    @Test
    void aRunOnOneCustomerDoesNotReplaceOneOn310() {
        Draft draft = draft();
        record(draft, new Impact.Measure(true, 310, 0, 0, 200, ""));
        record(draft, ONE_CUSTOMER);
        reject(
                draft,
                RejectionCode.LEVEL_CHANGE_EXCEEDED,
                "changes for 64.5% of customers, more than the 5.0% allowed");
    }

    @Test
    void aRunOnOneCustomerIsTooSmall() {
        Draft draft = draft();
        record(draft, ONE_CUSTOMER);
        reject(draft, RejectionCode.IMPACT_RUN_TOO_SMALL, "decided 1 customer and left out 0");
    }

    @Test
    void aFileThatRepeatsOneCustomerIsTooSmall() {
        Draft draft = draft();
        as("ann")
                .contentType("text/csv")
                .body(IntStream.range(0, 150)
                        .mapToObj(i -> LocalDate.of(2026, 6, 30).minusDays(i))
                        .map(day -> "C1," + day + ",NON_CONTRACTUAL,0\n")
                        .collect(Collectors.joining("", "customerId,asOf,relationshipType,purchaseCount\n", "")))
                .post("/api/v1/rulesets/drafts/" + draft.id() + "/impact")
                .then()
                .statusCode(200);
        reject(draft, RejectionCode.IMPACT_RUN_TOO_SMALL, "decided 1 customer and left out 0");
    }

    @Test
    void aSmallRecordIsEnoughIfNobodyOnItIsLeftOut() {
        Draft draft = draft();
        record(draft, new Impact.Measure(true, 7, 0, 0, 0, ""));
        accept(draft);

        Draft other = draft();
        record(other, new Impact.Measure(true, 7, 0, 300, 0, "missing /asOf"));
        reject(other, RejectionCode.IMPACT_RUN_TOO_SMALL, "decided 7 customers and left out 300");
    }

    @Test
    void aRunThatLeftOutEverybodySaysWhy() {
        Draft draft = draft();
        record(draft, new Impact.Measure(true, 0, 0, 310, 0, "unknown-name /attributes/region"));
        reject(
                draft,
                RejectionCode.IMPACT_RUN_TOO_SMALL,
                "left out everybody, 310 customers; the first because of unknown-name /attributes/region");
    }

    @Test
    void anEmptyRecordSaysSo() {
        Draft draft = draft();
        record(draft, new Impact.Measure(true, 0, 0, 0, 0, ""));
        reject(draft, RejectionCode.IMPACT_RUN_TOO_SMALL, "found no customer on record");
    }

    @Test
    void customersWhomTheDraftCannotDecideCountAsChanged() {
        Draft draft = draft();
        record(draft, new Impact.Measure(false, 90, 10, 0, 0, "rule-failure"));
        reject(draft, RejectionCode.LEVEL_CHANGE_EXCEEDED, "10.0%");
    }

    @Test
    void aLargeFileWithLittleChangeIsEnough() {
        Draft draft = draft();
        record(draft, new Impact.Measure(false, 120, 0, 5, 6, "missing /asOf"));
        accept(draft);
    }

    private Draft draft() {
        try {
            byte[] table = Files.readAllBytes(Path.of("decision-tables/stage.xlsx"));
            return ((Updated) drafts.create(ANN, null, Map.of("decision-tables/stage.xlsx", table), false, "a test"))
                    .draft();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void record(Draft draft, Impact.Measure measure) {
        drafts.recordImpact(draft, releases.schedule().active().orElseThrow(), "ann", measure);
    }

    private void accept(Draft draft) {
        assertThatCode(() -> check(draft)).doesNotThrowAnyException();
    }

    private void reject(Draft draft, RejectionCode code, String detail) {
        assertThatThrownBy(() -> check(draft))
                .asInstanceOf(InstanceOfAssertFactories.type(RejectionException.class))
                .satisfies(e -> {
                    assertThat(e.rejected().code()).isEqualTo(code);
                    assertThat(e.rejected().detail().en()).contains(detail);
                });
    }

    private void check(Draft draft) {
        ApprovalCheck limit = new ApprovalCheck(releases, impactRuns, audit, database, true, Optional.of(0.05), 100);
        QuarkusTransaction.requiringNew()
                .run(() -> limit.check(draft, List.of(), new Approval("bob", null, Set.of(), true, null, null, "")));
    }
}
