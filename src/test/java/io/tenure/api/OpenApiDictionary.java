package io.tenure.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.response.DecisionResponseWriter;
import io.tenure.text.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Adds to the API description the names of the dictionary, and then what [OpenApiCodes] and [OpenApiContract] add.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiDictionary implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        Dictionary dictionary = Dictionary.standard();
        Schema facts = schema(api, "Facts");
        for (Field field : dictionary.inputs()) {
            if (!field.name().equals("customerId") && !field.name().equals("asOf")) {
                facts.addProperty(field.name(), schema(field));
            }
        }
        for (Field field : dictionary.fields(FieldKind.MEASURE)) {
            schema(api, "Measures").addProperty(field.name(), schema(field));
        }
        Schema outcomes = schema(api, "Outcomes");
        Schema stageIn = schema(api, "StageIn");
        for (Field field : dictionary.fields(FieldKind.OUTCOME)) {
            if (DecisionResponseWriter.isModelStage(field)) {
                stageIn.addProperty(DecisionResponseWriter.modelOf(field), schema(field));
            } else {
                outcomes.addProperty(field.name(), schema(field));
            }
        }
        outcomes.additionalPropertiesSchema(OASFactory.createSchema()
                .type(List.of(
                        SchemaType.STRING, SchemaType.NUMBER, SchemaType.INTEGER, SchemaType.BOOLEAN, SchemaType.NULL))
                .description("An outcome that the release adds: a code, text or date, a number, or true or false"));
        for (String always : List.of("Measures", "Outcomes", "StageIn")) {
            Schema schema = schema(api, always);
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
        }
        OpenApiCodes.add(api);
        OpenApiContract.complete(api);
    }

    private static Schema schema(OpenAPI api, String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(api.getComponents()).getSchemas().get(name), name);
    }

    private static Schema schema(Field field) {
        boolean required = field.name().equals("relationshipType");
        List<SchemaType> types = new ArrayList<>();
        types.add(
                switch (field.type()) {
                    case INTEGER -> SchemaType.INTEGER;
                    case NUMBER -> SchemaType.NUMBER;
                    case BOOLEAN -> SchemaType.BOOLEAN;
                    case CODE, TEXT, DATE -> SchemaType.STRING;
                });
        if (!required) {
            types.add(SchemaType.NULL);
        }
        Schema schema = OASFactory.createSchema().type(types).description(description(field));
        if (field.type() == FieldType.DATE) {
            schema.format("date");
        }
        if (field.min() != null) {
            schema.minimum(number(field.min()));
        }
        if (field.max() != null) {
            schema.maximum(number(field.max()));
        }
        if (!field.codes().isEmpty() && !field.moreCodes()) {
            List<Object> codes = new ArrayList<>(field.codes());
            if (!required) {
                codes.add(null);
            }
            schema.enumeration(codes);
        }
        return schema;
    }

    private static BigDecimal number(double value) {
        return new BigDecimal(NumberText.plain(value));
    }

    private static String description(Field field) {
        String unit = field.unit().isEmpty() ? "" : " [" + field.unit() + "]";
        String unknown = field.kind() == FieldKind.OUTCOME
                ? ""
                : " Unknown: " + field.whenUnknown().en() + ".";
        String codes = field.moreCodes()
                ? " One of " + String.join(", ", field.codes()) + ", or a code that the release adds."
                : "";
        return field.meaning().en() + unit + "." + codes + unknown;
    }
}
