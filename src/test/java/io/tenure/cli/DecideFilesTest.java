package io.tenure.cli;

import static io.tenure.cli.CommandRun.FILES;
import static io.tenure.cli.CommandRun.decide;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `decide` on Parquet, compressed and several files, and what it leaves beside its output.
class DecideFilesTest {
    private static final String HEADING = "customerId,asOf,relationshipType,purchaseCount\n";

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void nameTheOutput() {
        out = folder.resolve("out.parquet");
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = DuckDb.open(null);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /// The rows of a query, cell by cell.
    private static List<List<String>> rows(String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DuckDb.open(null);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private Path parquet(String name, String query) throws SQLException {
        Path file = folder.resolve(name);
        sql("copy (" + query + ") to '" + file + "' (format parquet)");
        return file;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void parquetIsDecidedAsTheSameCustomersInCsv() throws Exception {
        Path csv = FILES.resolve("customers.csv");
        Path typed = parquet("typed.parquet", "select * from read_csv('" + csv + "', header = true)");
        Path text = parquet("text.parquet", "select * from read_csv('" + csv + "', header = true, all_varchar = true)");

        CommandRun expected = decide(csv, "--explain");

        assertThat(decide(typed, "--explain").out()).isEqualTo(expected.out());
        assertThat(decide(text, "--explain").out()).isEqualTo(expected.out());
    }

    @Test
    void everyOutcomeIsAColumnOfItsType() throws Exception {
        // Of a run that was killed.
        Files.writeString(folder.resolve("out.parquet.rows"), "incomplete");
        Files.writeString(folder.resolve("out.parquet.rows.wal"), "incomplete");
        assertThat(decide(FILES.resolve("customers.csv"), "--out", out).status())
                .isZero();

        List<List<String>> columns =
                rows("select column_name, column_type from (describe select * from '" + out + "')");
        assertThat(columns)
                .startsWith(List.of("customerId", "VARCHAR"), List.of("asOf", "DATE"))
                .contains(
                        List.of("stage", "VARCHAR"),
                        List.of("riskProbability", "DOUBLE"),
                        List.of("paymentDays", "BIGINT"),
                        List.of("action1", "VARCHAR"))
                .endsWith(List.of("action3", "VARCHAR"), List.of("score3", "DOUBLE"));
        List<List<String>> fromJson = new ArrayList<>();
        for (String line :
                decide(FILES.resolve("customers.csv"), "--json").out().lines().toList()) {
            JsonNode decision = new ObjectMapper().readTree(line);
            fromJson.add(List.of(
                    decision.get("customerId").asText(),
                    decision.get("asOf").asText(),
                    decision.at("/outcomes/stage").asText(),
                    decision.at("/nextBestActions/0/action").asText()));
        }
        assertThat(rows("select \"customerId\", \"asOf\", stage, action1 from '" + out + "'"))
                .isEqualTo(fromJson);
        assertThat(names()).containsExactly("out.parquet", "out.parquet.manifest.json", "out.parquet.rejected.csv");
    }

    @Test
    void nothingAndNoNumberAreUnknownAndWholeNumbersMayBeOfAnyType() throws Exception {
        Path file = parquet("frame.parquet", """
            select * from (values
                ('A', timestamp '2026-06-30 23:59:00', 'NON_CONTRACTUAL', 7.0::double, 'nan'::double),
                ('B', timestamp '2026-06-30 00:00:00', 'NON_CONTRACTUAL', null, 12.5::double),
                ('C', timestamp '2026-06-30 00:00:00', 'NON_CONTRACTUAL', 7.5::double, null))
            as t("customerId", "asOf", "relationshipType", "purchaseCount", clv)\
            """);

        CommandRun run = decide(file, "--json");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().toList().getFirst()).contains("\"customerId\":\"A\",\"asOf\":\"2026-06-30\"");
        assertThat(run.err()).contains("Line 3, customer C: purchaseCount must be a whole number");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void columnsThatAreNoFactsAreNamedBeforeAnythingIsDecided() throws Exception {
        Path file = parquet(
                "wrong.parquet",
                "select 'A' as \"customerId\", 1 as \"purchaseCuont\", [1, 2] as clv, 'x'::blob as stage");

        CommandRun run = decide(file, "--out", out);

        assertThat(run.err())
                .contains(
                        "Did you mean purchaseCount?",
                        "The column clv has the type INTEGER[], which no fact has.",
                        "The column stage has the type BLOB, which no fact has.");
        assertThat(run.status()).isEqualTo(1);
        assertThat(names()).containsExactly("wrong.parquet");
        Path noParquet = Files.writeString(folder.resolve("no.parquet"), HEADING);
        assertThat(decide(noParquet).err()).contains("no.parquet cannot be read as Parquet: ");
    }

    @Test
    void compressedAndSeveralFilesAreReadInTheirOrder() throws IOException {
        Files.writeString(folder.resolve("c-1.csv"), HEADING + "A,2026-06-30,NON_CONTRACTUAL,7\n");
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(folder.resolve("c-2.csv.gz")))) {
            file.write((HEADING + "B,2026-06-30,NON_CONTRACTUAL,7\nA,2026-06-30,NON_CONTRACTUAL,8\n").getBytes());
        }
        Files.writeString(
                folder.resolve("c-3.ndjson"),
                "{\"customerId\": \"C\", \"asOf\": \"2026-06-30\", \"facts\": {\"relationshipType\": \"CONTRACT\"}}\n");
        Path decisions = folder.resolve("decisions.csv");

        CommandRun run = decide(folder.resolve("c-*"), "--out", decisions);

        assertThat(Files.readAllLines(decisions).stream().skip(1).map(line -> line.split(",")[0]))
                .containsExactly("A", "B");
        assertThat(run.err())
                .contains("c-2.csv.gz, Line 3, customer A: The customer stands for this day in an earlier row too")
                .contains("c-3.ndjson, Line 1");
        assertThat(run.status()).isEqualTo(1);
        assertThat(decide(folder.resolve("d-*.csv")).err()).contains("There is no file");
    }

    @Test
    void theRejectedAndTheManifestStandBesideTheDecisions() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.csv"),
                HEADING + "A,2026-06-30,NON_CONTRACTUAL,7\n=cmd(),2026-06-30,NON_CONTRACTUAL,seven\n");
        Path decisions = folder.resolve("decisions.ndjson");
        Path manifest = folder.resolve("decisions.ndjson.manifest.json");

        assertThat(decide(file, "--out", decisions).status()).isEqualTo(1);

        assertThat(Files.readAllLines(folder.resolve("decisions.ndjson.rejected.csv")))
                .hasSize(2)
                .startsWith("file,line,customerId,reasons")
                .last()
                .asString()
                .contains(",3,'=cmd(),", "purchaseCount");
        JsonNode written = new ObjectMapper().readTree(manifest.toFile());
        assertThat(written.get("decidedCount").asInt()).isEqualTo(1);
        assertThat(written.get("rejectedCount").asInt()).isEqualTo(1);
        assertThat(written.get("ruleset").asText()).startsWith("sha256:");
        assertThat(written.get("files").get(0).asText()).isEqualTo(file.toString());

        // What can't be read leaves neither output nor a manifest that would say that all is complete.
        Files.writeString(file, "nothing\n");
        assertThat(decide(file, "--out", decisions).status()).isEqualTo(1);
        assertThat(names()).doesNotContain("decisions.ndjson.manifest.json", "decisions.ndjson.part");
    }
}
