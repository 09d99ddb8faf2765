package io.tenure.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Says in the API description what holds for all operations and schemas, so that no annotation has to repeat it: the
/// roles, the problems that any request can meet, and which members are always there or may be null.
final class OpenApiContract {
    /// Of every operation.
    private static final Map<String, String> ALWAYS = new TreeMap<>(Map.of(
            "400", "BadRequest",
            "401", "Unauthenticated",
            "403", "Forbidden",
            "406", "NotAcceptable",
            "429", "TooManySignIns",
            "500", "InternalError",
            "503", "Unavailable"));

    /// Of operations to which a body is sent, expected or not.
    private static final Map<String, String> WITH_BODY =
            Map.of("408", "SlowBody", "413", "TooLarge", "415", "UnsupportedMediaType");

    /// Operations that answer a decision.
    private static final Set<String> DECISIONS = Set.of("decide", "storedDecision");

    private static final String REFERENCE = "#/components/responses/";

    /// Formats of Java's classes of one value, which need no schemas of their own.
    private static final Map<String, String> SIMPLE =
            Map.of("Instant", "date-time", "LocalDate", "date", "UUID", "uuid");

    private OpenApiContract() {}

    static void complete(OpenAPI api) {
        Map<String, Schema> schemas =
                new LinkedHashMap<>(Objects.requireNonNull(api.getComponents()).getSchemas());
        schemas.forEach((name, schema) -> {
            Class<?> type = records().get(name);
            if (type != null && schema.getProperties() != null) {
                describe(schema, type);
            }
        });
        schemas.values().forEach(OpenApiContract::inline);
        SIMPLE.keySet().forEach(api.getComponents()::removeSchema);
        Objects.requireNonNull(api.getPaths())
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    }

    // --- Operations -------------------------------------------------------------------------------

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        List<String> roles = roles(operation);
        if (DECISIONS.contains(operation.getOperationId())) {
            // The text for people is for people: with it, a client's type of a decision would be "decision or string".
            Objects.requireNonNull(
                            operation.getResponses().getAPIResponse("200").getContent())
                    .removeMediaType("text/plain");
        }
        String needs = "Needs the role " + String.join(" or ", roles) + ".";
        operation.setDescription(
                operation.getDescription() == null ? needs : operation.getDescription() + "\n\n" + needs);
        operation.addExtension("x-roles", roles);
        operation.setSecurity(null);
        APIResponses responses = Objects.requireNonNull(operation.getResponses());
        // Quarkus adds these without a body.
        responses.removeAPIResponse("401");
        responses.removeAPIResponse("403");
        APIResponse described = responses.getAPIResponse("400");
        if (described != null && described.getContent() == null) {
            responses.removeAPIResponse("400");
        }
        Map<String, String> common = new TreeMap<>(ALWAYS);
        if (method != PathItem.HttpMethod.GET) {
            common.putAll(WITH_BODY);
        }
        if (path.contains("{")) {
            common.put("404", "NotFound");
        }
        boolean writes = method != PathItem.HttpMethod.GET;
        if (writes
                && (path.startsWith("/api/v1/rulesets/")
                        || path.equals("/api/v1/people")
                        || path.equals("/api/v1/tokens"))) {
            common.put("409", "Conflict");
        }
        if (writes && path.startsWith("/api/v1/rulesets/drafts/{id}")) {
            common.put("412", "DraftChanged");
        }
        if (path.startsWith("/api/v1/rulesets/drafts/") || path.endsWith("/diff")) {
            common.put("422", "RulesHaveErrors");
        }
        common.forEach((status, name) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(REFERENCE + name));
            }
        });
        Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
        responses.setAPIResponses(sorted);
        sorted.values().forEach(response -> {
            if (response.getContent() != null) {
                new TreeMap<>(response.getContent().getMediaTypes())
                        .forEach((name, type) -> response.getContent().addMediaType(name, completed(name, type)));
            }
        });
        if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
            operation.getRequestBody().getContent().getMediaTypes().forEach(OpenApiContract::completeBody);
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(OpenApiContract::complete);
        }
    }

    /// The roles that Quarkus found in the annotations.
    private static List<String> roles(Operation operation) {
        Set<String> found = new TreeSet<>();
        if (operation.getSecurity() != null) {
            operation.getSecurity().forEach(s -> s.getSchemes().values().forEach(found::addAll));
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(operation.getOperationId() + " allows no role.");
        }
        return Roles.ALL.stream().filter(found::contains).toList();
    }

    /// A text is a text, whatever the class that is written as one.
    private static MediaType completed(String name, MediaType type) {
        if (name.startsWith("text/plain")) {
            return OASFactory.createMediaType().schema(OASFactory.createSchema().addType(SchemaType.STRING));
        }
        return type.getSchema() == null ? OASFactory.createMediaType().schema(binary()) : type;
    }

    /// A form may give its files any names; a client needs one.
    private static void completeBody(String name, MediaType type) {
        if (name.equals("multipart/form-data") && type.getSchema() != null) {
            type.getSchema()
                    .setProperties(new LinkedHashMap<>(Map.of(
                            "file",
                            OASFactory.createSchema()
                                    .addType(SchemaType.ARRAY)
                                    .items(binary())
                                    .description("Workbooks, DRL files, or a zip of them"))));
            type.getSchema()
                    .addProperty(
                            "comment",
                            OASFactory.createSchema()
                                    .addType(SchemaType.STRING)
                                    .description("What the draft is for; only of a new draft"));
        }
        if (type.getSchema() == null) {
            type.setSchema(binary());
        }
    }

    private static Schema binary() {
        return OASFactory.createSchema().addType(SchemaType.STRING).format("binary");
    }

    /// A pattern that takes several segments can't be said in OpenAPI: a client writes slashes as %2F.
    private static void complete(Parameter parameter) {
        if (parameter.getSchema() != null) {
            inline(parameter.getSchema());
        }
        if (parameter.getIn() == Parameter.In.PATH && parameter.getSchema() != null) {
            parameter.getSchema().setPattern(null);
        }
    }

    // --- Schemas ----------------------------------------------------------------------------------

    /// Null is what a record declares to be null, and everything else is always there.
    private static void describe(Schema schema, Class<?> type) {
        JsonInclude include = type.getAnnotation(JsonInclude.class);
        boolean omitsNull = include != null && include.value() == JsonInclude.Include.NON_NULL;
        boolean isRequest = Boolean.FALSE.equals(schema.getAdditionalPropertiesBoolean());
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Schema property = schema.getProperties().get(component.getName());
            if (property == null) {
                continue;
            }
            boolean nullable =
                    component.getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class);
            if (property.getRef() != null) {
                property.setType(null);
            }
            if (nullable && !omitsNull && !isRequest) {
                schema.addProperty(component.getName(), orNull(property));
            }
            if (!(nullable && omitsNull)) {
                required.add(component.getName());
            }
        }
        if (!isRequest) {
            schema.setRequired(required);
        }
    }

    private static Schema orNull(Schema property) {
        if (property.getRef() != null) {
            return OASFactory.createSchema()
                    .description(property.getDescription())
                    .addAnyOf(OASFactory.createSchema().ref(property.getRef()))
                    .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        if (property.getAnyOf() != null) {
            property.setType(null);
        } else if (property.getType() != null && !property.getType().contains(SchemaType.NULL)) {
            property.addType(SchemaType.NULL);
            if (property.getEnumeration() != null) {
                property.addEnumeration(null);
            }
        }
        return property;
    }

    private static void inline(Schema schema) {
        if (schema.getRef() != null) {
            String format = SIMPLE.get(schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1));
            if (format != null) {
                schema.setRef(null);
                schema.setType(List.of(SchemaType.STRING));
                schema.setFormat(format);
            }
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(OpenApiContract::inline);
        }
        if (schema.getItems() != null) {
            inline(schema.getItems());
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(OpenApiContract::inline);
        }
    }

    /// The records that schemas are made of, by the name of the schema.
    private static Map<String, Class<?>> records() {
        return Records.BY_NAME;
    }

    private static final class Records {
        private static final Path CLASSES = Path.of("target/classes");
        private static final Map<String, Class<?>> BY_NAME = read();

        private static Map<String, Class<?>> read() {
            Map<String, Class<?>> records = new HashMap<>();
            try (Stream<Path> files = Files.walk(CLASSES.resolve("io/tenure"))) {
                List<String> names = files.map(file -> CLASSES.relativize(file).toString())
                        .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .toList();
                for (String name : names) {
                    Class<?> type = Class.forName(name, false, Problem.class.getClassLoader());
                    org.eclipse.microprofile.openapi.annotations.media.Schema schema =
                            type.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
                    if (type.isRecord() && schema != null && !schema.name().isEmpty()) {
                        records.put(schema.name(), type);
                    }
                }
                return records;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
