package io.tenure.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.tenure.input.JsonOutput;
import java.io.IOException;
import java.time.LocalDate;

/// Reports as JSON: numbers with ten digits, null where unknown, days as text.
public final class ReportJson {
    private ReportJson() {}

    public static ObjectMapper mapper() {
        return new ObjectMapper()
                .registerModule(new SimpleModule()
                        .addSerializer(LocalDate.class, ToStringSerializer.instance)
                        .addSerializer(Double.class, new RoundedNumber())
                        .addSerializer(double.class, new RoundedNumber()));
    }

    private static final class RoundedNumber extends StdSerializer<Double> {
        RoundedNumber() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            JsonOutput.writeValue(json, value);
        }
    }
}
