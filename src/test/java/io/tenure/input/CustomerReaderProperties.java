package io.tenure.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CustomerReaderProperties {
    static final String VALID = """
            {"customerId": "C07", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "satisfaction": 2, "clv": 2500.0, "exitIntent": false},
             "purchases": [{"date": "2026-05-02", "amount": 120.0, "margin": 41.5}],
             "contacts": [{"date": "2026-05-02", "channel": "PHONE"}],
             "complaints": [{"date": "2026-05-02", "topic": "late", "resolved": "2026-05-09"}],
             "attributes": {"region": "NORTH"}}
            """;
    private static final CustomerReader READER = Rulesets.reader();

    @Property
    void anyBytesAreReadOrRejected(@ForAll byte[] bytes) {
        assertThat(READER.read(bytes)).isInstanceOf(Checked.Invalid.class);
    }

    @Property
    void anySplicedTextIsReadOrRejected(@ForAll("spliced") String text) {
        switch (READER.read(text.getBytes(UTF_8))) {
            case Checked.Valid(DecisionInput read, var _) ->
                assertThat(read.customer().getRelationshipType()).isNotNull();
            case Checked.Invalid(List<InputFault> faults) -> assertThat(faults).isNotEmpty();
        }
    }

    @Property
    void aWrongValueIsNeverDecidedOn(@ForAll("wrong") String text) {
        assertThat(READER.read(text.getBytes(UTF_8))).isInstanceOf(Checked.Invalid.class);
    }

    /// The sound customer with a stretch replaced by pieces of JSON or by anything at all.
    @Provide
    Arbitrary<String> spliced() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "null",
                "true",
                "-1",
                "1e400",
                "NaN",
                "\"asOf\": ",
                "\"\\u0000\"",
                "[[[[");
        return Combinators.combine(
                        Arbitraries.integers().between(0, VALID.length()),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(8)))
                .as((at, cut, piece) ->
                        VALID.substring(0, at) + piece + VALID.substring(Math.min(VALID.length(), at + cut)));
    }

    /// The sound customer with one value replaced by one that may stand nowhere.
    @Provide
    Arbitrary<String> wrong() {
        List<String> values = Arrays.asList(
                "\"C07\"",
                "\"2026-06-30\"",
                "\"NON_CONTRACTUAL\"",
                "2500.0",
                "false",
                "\"2026-05-02\"",
                "120.0",
                "41.5",
                "\"PHONE\"",
                "\"late\"",
                "\"2026-05-09\"",
                "\"NORTH\"");
        List<String> nonsense = List.of("{}", "[]", "[1]", "{\"a\": 1}", "NaN", "-Infinity", "1e999", "\"\\u0007\"");
        return Combinators.combine(Arbitraries.of(values), Arbitraries.of(nonsense))
                .as((value, wrong) -> VALID.replaceFirst(
                        java.util.regex.Pattern.quote(value), java.util.regex.Matcher.quoteReplacement(wrong)));
    }
}
