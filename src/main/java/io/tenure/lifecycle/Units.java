package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/// The units of the dictionary in words.
final class Units {
    private static final Map<String, Text> TEXTS = read();

    private Units() {}

    /// A unit in words; as it is where a site made it up.
    static Text text(String unit) {
        return TEXTS.getOrDefault(unit, Text.same(unit));
    }

    private static Map<String, Text> read() {
        try (InputStream in = Units.class.getResourceAsStream("units.csv");
                CSVParser lines = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.stream()
                    .collect(Collectors.toMap(line -> line.get(0), line -> Text.of(line.get(0), line.get(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
