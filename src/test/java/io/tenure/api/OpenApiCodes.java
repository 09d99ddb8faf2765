package io.tenure.api;

import io.tenure.feedback.Feedback;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.lifecycle.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Lists in the API description the codes that a text can be, where the release can't add others.
final class OpenApiCodes {
    /// The schema of the codes by the member that holds one, or a list of them.
    private static final Map<String, String> MEMBERS = Map.ofEntries(
            Map.entry("CustomerTimeline.stage", "Stage"),
            Map.entry("CustomerTimeline.highestStageReached", "Stage"),
            Map.entry("StageSpan.stage", "Stage"),
            Map.entry("TimelineDay.stage", "Stage"),
            Map.entry("StageCount.stage", "Stage"),
            Map.entry("StageFlow.from", "Stage"),
            Map.entry("StageFlow.to", "Stage"),
            Map.entry("StageCalendarCount.from", "Stage"),
            Map.entry("StageCalendarCount.to", "Stage"),
            Map.entry("StageCalendarRowCount.from", "Stage"),
            Map.entry("StageCalendarRowCount.to", "Stage"),
            Map.entry("StageCalendarChange.from", "Stage"),
            Map.entry("StageCalendarChange.to", "Stage"),
            Map.entry("RecordedStage.stage", "Stage"),
            Map.entry("RecordedCustomer.relationshipType", "RelationshipType"),
            Map.entry("TimelineDay.transition", "StageTransition"),
            Map.entry("TimelineDay.language", "Language"),
            Map.entry("TimelineEvent.type", "TimelineEventType"),
            Map.entry("TimelineEvent.channel", "Channel"),
            Map.entry("Action.channels", "Channel"),
            Map.entry("ContactLimit.channel", "Channel"),
            Map.entry("Feedback.type", "FeedbackType"),
            Map.entry("Feedback.channel", "Channel"),
            Map.entry("Person.roles", "Role"),
            Map.entry("NewPerson.roles", "Role"),
            Map.entry("ApiToken.roles", "Role"),
            Map.entry("NewToken.roles", "Role"),
            Map.entry("Problem.type", "ProblemType"));

    private OpenApiCodes() {}

    static void add(OpenAPI api) {
        Map<String, Schema> schemas =
                Objects.requireNonNull(api.getComponents()).getSchemas();
        define(api, "Stage", "A stage of the lifecycle", codes("stage"));
        define(api, "StageTransition", "How a customer came into a stage", codes("stageTransition"));
        define(api, "Channel", "A channel of contacts", codes("channelPreference"));
        define(api, "Language", "A language", List.of("en", "zh"));
        define(api, "Role", "What an account may do", Roles.ALL);
        define(api, "RelationshipType", "Whether the relationship is a contract", codes("relationshipType"));
        List<String> feedback =
                Arrays.stream(Feedback.Type.values()).map(Enum::name).toList();
        define(api, "FeedbackType", "What a customer did", feedback);
        List<String> events = new ArrayList<>(feedback);
        events.addFirst("CONTACT");
        define(api, "TimelineEventType", "A contact, or what a customer did", events);
        define(
                api,
                "ProblemType",
                "The kind of a problem. A later version may add others: treat one that is unknown by its status.",
                Problem.CODES.stream().map(code -> Problem.TYPE_PREFIX + code).toList());
        MEMBERS.forEach((member, codes) -> {
            String[] names = member.split("\\.");
            Schema schema = Objects.requireNonNull(schemas.get(names[0]), member);
            Schema property = Objects.requireNonNull(schema.getProperties().get(names[1]), member);
            Schema code = OASFactory.createSchema().ref(codes);
            if (property.getItems() != null) {
                property.setItems(code);
            } else {
                boolean nullable =
                        property.getType() != null && property.getType().contains(SchemaType.NULL);
                Schema other = nullable
                        ? OASFactory.createSchema()
                                .addAnyOf(code)
                                .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL))
                        : code;
                schema.addProperty(names[1], other.description(property.getDescription()));
            }
        });
    }

    private static void define(OpenAPI api, String name, String description, List<String> codes) {
        Objects.requireNonNull(api.getComponents())
                .addSchema(
                        name,
                        OASFactory.createSchema()
                                .addType(SchemaType.STRING)
                                .description(description)
                                .enumeration(new ArrayList<>(codes)));
    }

    private static List<String> codes(String field) {
        return List.copyOf(Dictionary.standard().find(field).orElseThrow().codes());
    }
}
