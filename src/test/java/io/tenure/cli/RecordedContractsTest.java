package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.measure.FittedModels;
import io.tenure.model.ShiftedBetaGeometric;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Calibrating on a record that has contracts alone.
@QuarkusTest
@TestProfile(RecordedContractsTest.OwnDatabase.class)
class RecordedContractsTest {
    /// All customers on record count, so there may be no others.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URL url;

    /// Created by the test, since `@TempDir` doesn't work in the instance that Quarkus creates of this class.
    private final Path folder = Path.of("target", "recorded-" + UUID.randomUUID());

    @Test
    void fitsTheModelOfContractsThatWerePlanted() throws IOException {
        assertThat(calibrate().err()).contains("No customers on record can be read");
        RecordedBaseTest.decideContracts(500);
        CommandRun run = calibrate();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("sBG fitted to 500 contracts on record")
                .contains("no risk table, parameters or purchase model were measured");
        Ruleset calibrated = new BundleReader()
                .read(Bundle.ofDirectory(folder.resolve("calibrated")))
                .orElseThrow();
        ShiftedBetaGeometric fitted =
                Objects.requireNonNull(FittedModels.of(calibrated.parameters()).contracts());
        ShiftedBetaGeometric planted = RecordedBaseTest.PLANTED;
        assertThat(fitted.retention(1)).isCloseTo(planted.retention(1), within(.03));
        assertThat(fitted.survival(12)).isCloseTo(planted.survival(12), within(.12));
        assertThat(Files.readString(folder.resolve("calibrated/calibration.html")))
                .contains("sbgAlpha");
    }

    private CommandRun calibrate() {
        return RecordedBaseTest.run(url, "calibrate --record --out " + folder.resolve("calibrated"));
    }
}
