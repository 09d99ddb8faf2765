package io.tenure.cli;

import static io.tenure.cli.CommandRun.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What holds of every file of transactions.
class TransactionsProperties {
    @Property(tries = 20)
    void theOrderOfTheLinesDoesNotMatter(@ForAll Random random) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "c%d,2026-%02d-%02d,%d.%02d",
                    random.nextInt(8),
                    1 + random.nextInt(8),
                    1 + random.nextInt(28),
                    random.nextInt(60) - 10,
                    random.nextInt(100)));
        }
        Path directory = Files.createTempDirectory("transactions");
        Path one = Files.write(directory.resolve("one.csv"), lines);
        Collections.shuffle(lines, random);
        Path other = Files.write(directory.resolve("other.csv"), lines);

        assertThat(sortedAnswers(other)).isEqualTo(sortedAnswers(one));
    }

    private static List<String> sortedAnswers(Path file) {
        CommandRun run = decide(
                "--transactions",
                file,
                "--as-of",
                "2026-06-30",
                "--columns",
                "customer=1,date=2,amount=3",
                "--json",
                "--unit-margin",
                "0.3");
        assertThat(run.status()).isZero();
        return run.out()
                .lines()
                .map(l -> l.replaceFirst("\"decisionId\":\"[^\"]+\",", ""))
                .sorted()
                .toList();
    }
}
