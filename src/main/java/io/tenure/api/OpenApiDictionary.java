package io.tenure.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.record.DecisionResponseWriter;
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

/// Fills the API's description with the names of the dictionary, which is their one source.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class OpenApiDictionary implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        Dictionary dictionary = Dictionary.standard();
        Schema facts = schema(api, "Facts");
        for (Field term : dictionary.inputs()) {
            if (!term.name().equals("customerId") && !term.name().equals("asOf")) {
                facts.addProperty(term.name(), schema(term));
            }
        }
        for (Field term : dictionary.fields(FieldKind.MEASURE)) {
            schema(api, "Measures").addProperty(term.name(), schema(term));
        }
        Schema outcomes = schema(api, "Outcomes");
        Schema stageIn = schema(api, "StageIn");
        for (Field term : dictionary.fields(FieldKind.OUTCOME)) {
            if (DecisionResponseWriter.isModelStage(term)) {
                stageIn.addProperty(DecisionResponseWriter.modelOf(term), schema(term));
            } else {
                outcomes.addProperty(term.name(), schema(term));
            }
        }
    }

    private static Schema schema(OpenAPI api, String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(api.getComponents()).getSchemas().get(name), name);
    }

    private static Schema schema(Field term) {
        boolean required = term.name().equals("relationshipType");
        List<SchemaType> types = new ArrayList<>();
        types.add(
                switch (term.type()) {
                    case INTEGER -> SchemaType.INTEGER;
                    case NUMBER -> SchemaType.NUMBER;
                    case BOOLEAN -> SchemaType.BOOLEAN;
                    case CODE, TEXT, DATE -> SchemaType.STRING;
                });
        if (!required) {
            types.add(SchemaType.NULL);
        }
        Schema schema = OASFactory.createSchema().type(types).description(description(term));
        if (term.type() == FieldType.DATE) {
            schema.format("date");
        }
        if (term.min() != null) {
            schema.minimum(number(term.min()));
        }
        if (term.max() != null) {
            schema.maximum(number(term.max()));
        }
        if (!term.codes().isEmpty()) {
            List<Object> codes = new ArrayList<>(term.codes());
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

    private static String description(Field term) {
        String unit = term.unit().isEmpty() ? "" : " [" + term.unit() + "]";
        String unknown = term.kind() == FieldKind.OUTCOME
                ? ""
                : " Unknown: " + term.whenUnknown().en() + ".";
        return term.meaning().en() + unit + "." + unknown;
    }
}
