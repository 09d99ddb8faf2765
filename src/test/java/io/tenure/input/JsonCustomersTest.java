package io.tenure.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Cutting a JSON file into requests.
class JsonCustomersTest {
    private static final String A =
            "{\"customerId\":\"a]},{\\\"[\",\"asOf\":\"2026-06-30\",\"facts\":{\"relationshipType\":\"NON_CONTRACTUAL\"}}";

    @Test
    void cutsAnArrayAtTheCommasBetweenCustomersOnly() throws IOException, UnreadableFileException {
        assertThat(read("[" + A + ",\n " + A + "]\n")).containsExactly("1 ok", "2 ok");
        assertThat(read(" \n[\n]")).isEmpty();
        assertThat(read("[1 , \"x,]\", " + A + "]")).containsExactly("1 wrong-type", "1 wrong-type", "1 ok");
    }

    @Test
    void saysWhereAnArrayIsBroken() throws IOException, UnreadableFileException {
        assertThat(read("[" + A + "\n" + A + "]")).containsExactly("1 ok", "2 not-json");
        assertThat(read("[" + A + ",\n,")).containsExactly("1 ok", "2 not-json");
        assertThat(read("[" + A + ",\n]")).containsExactly("1 ok", "2 not-json");
        assertThat(read("[" + A)).containsExactly("1 ok", "1 not-json");
        assertThat(read("[" + A + "]\n x")).containsExactly("1 ok", "2 not-json");
        assertThat(read("[" + A + ",{\"customerId\":")).containsExactly("1 ok", "1 not-json");
    }

    @Test
    void tellsLinesFromOneCustomerOverManyLines() throws IOException, UnreadableFileException {
        assertThat(read(A + "\n" + A)).containsExactly("1 ok", "2 ok");
        assertThat(read(A + "\nrubbish\n" + A)).containsExactly("1 ok", "2 not-json", "3 ok");
        assertThat(read("{\"broken\n" + A)).containsExactly("1 not-json", "2 ok");
        assertThat(read(A.replace(",", "\n,"))).hasSize(1).element(0).asString().startsWith("1 ");
    }

    private static List<String> read(String json) throws IOException, UnreadableFileException {
        List<String> read = new ArrayList<>();
        try (JsonCustomers customers = JsonCustomers.open(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), false, Rulesets.reader(), null)) {
            for (var entry = customers.next(); entry != null; entry = customers.next()) {
                String what = switch (entry.reading().get()) {
                    case Checked.Valid(var _, var _) -> "ok";
                    case Checked.Invalid(List<InputFault> faults) ->
                        faults.getFirst().code();
                };
                read.add(entry.line() + " " + what);
            }
        }
        return read;
    }
}
