package io.tenure.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// Values of the dictionary's types as JSON: numbers with at most ten significant digits, days and codes as text.
public final class JsonOutput {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final MathContext TEN_DIGITS = new MathContext(10);

    /// Below this, a whole number is exact and written in full.
    private static final double MAX_EXACT_INTEGER = 1e15;

    private JsonOutput() {}

    public static JsonGenerator generator(ByteArrayOutputStream bytes) throws IOException {
        return FACTORY.createGenerator(bytes);
    }

    public static void writeNumber(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        writeValue(json, value);
    }

    public static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Integer i -> json.writeNumber(i);
            case Double d when !Double.isFinite(d) -> json.writeNull();
            case Double d -> json.writeNumber(rounded(d));
            case Boolean b -> json.writeBoolean(b);
            default -> json.writeString(value.toString());
        }
    }

    /// The number rounded to ten digits; null if it is unknown, or infinite or NaN, which JSON doesn't have.
    public static @Nullable Double roundedOrNull(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : (Double) rounded(value);
    }

    /// The number rounded to ten digits, without the noise of binary fractions.
    public static double rounded(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT_INTEGER) {
            return value + 0.0;
        }
        double rounded = new BigDecimal(value).round(TEN_DIGITS).doubleValue();
        return Double.isFinite(rounded) ? rounded : value;
    }
}
