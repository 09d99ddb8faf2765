package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    @Test
    void everyCustomerItMakesUpCanBeDecided() {
        LoadGenerator load = new LoadGenerator(
                URI.create("http://localhost"), "", 1, Duration.ZERO, 0, 10_000, LocalDate.of(2026, 6, 30), 30);
        Random random = new Random(7);
        var reader = CommandRun.readerAndRuleset().reader();
        for (int i = 0; i < 300; i++) {
            String request = load.randomCustomer(random);
            assertThat(reader.read(request.getBytes(UTF_8))).as(request).isInstanceOf(Checked.Valid.class);
        }
    }
}
