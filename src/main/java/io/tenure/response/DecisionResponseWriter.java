package io.tenure.response;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tenure.bundle.Ruleset;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.DecisionResult.ExperimentArm;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes the response to a decision request as JSON. [DecisionResponseReader] reads it back.
///
/// What is written is stored; what is sent is cut from it ([WrittenResponse]).
public final class DecisionResponseWriter {
    static final String OUTCOMES = "outcomes";
    static final String STAGE_IN = "stageIn";
    static final String NEXT_BEST_ACTIONS = "nextBestActions";
    static final String HITS = "hits";
    static final String EXCLUDED = "excluded";
    static final String EXPERIMENTS = "experiments";
    static final String WROTE = "wrote";
    private static final String RISK_PROBABILITY = "riskProbability";

    private DecisionResponseWriter() {}

    /// The response with every row and rule that matched; reasons and labels in the locale's language.
    public static WrittenResponse write(DecisionResponse response, Locale locale) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        List<WrittenResponse.Span> hits = new ArrayList<>();
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            Map<String, String> labels = new TreeMap<>();
            json.writeStartObject();
            writeJudgement(json, response, labels, locale);
            json.writeArrayFieldStart(HITS);
            for (Hit hit : response.result().hits()) {
                json.flush();
                int start = bytes.size() + (hits.isEmpty() ? 0 : 1);
                writeHit(json, hit, locale);
                json.flush();
                hits.add(new WrittenResponse.Span(start, bytes.size()));
            }
            json.writeEndArray();
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, String> label : labels.entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WrittenResponse(bytes.toByteArray(), hits, decisive(response.result()));
    }

    private static List<Integer> decisive(DecisionResult result) {
        List<Hit> hits = result.hits();
        return DecisiveHits.of(
                hits.size(),
                (i, name) ->
                        hits.get(i).writes(name) && hits.get(i).wrote().get(name) instanceof String code ? code : null,
                result.nextBestActions().isEmpty()
                        ? ""
                        : result.nextBestActions().getFirst().action());
    }

    /// All but the hits and the labels.
    private static void writeJudgement(
            JsonGenerator json, DecisionResponse response, Map<String, String> labels, Locale locale)
            throws IOException {
        DecisionResult result = response.result();
        Ruleset ruleset = response.ruleset();
        json.writeStringField("decisionId", response.decisionId().toString());
        json.writeStringField("customerId", result.customer().getCustomerId());
        json.writeStringField("asOf", String.valueOf(result.customer().getAsOf()));
        json.writeStringField("decidedAt", response.decidedAt().toString());
        json.writeObjectFieldStart("ruleset");
        json.writeNumberField("release", response.release());
        json.writeStringField("hash", ruleset.hash());
        json.writeEndObject();
        writeOutcomes(json, response, labels, locale);
        json.writeArrayFieldStart("signals");
        for (Decision.Signal signal : result.decision().signals()) {
            json.writeStartObject();
            json.writeStringField("code", signal.code());
            json.writeNumberField("points", signal.points());
            json.writeStringField("reason", signal.reason().in(locale));
            json.writeEndObject();
        }
        json.writeEndArray();
        writeActions(json, response, labels, locale);
        json.writeObjectFieldStart("measures");
        for (Field field : ruleset.dictionary().fields(FieldKind.MEASURE)) {
            writeField(json, field.name(), field, result.measures().value(field.index()), ruleset, labels, locale);
        }
        json.writeEndObject();
        writeCalibrated(json, result);
        json.writeObjectFieldStart("unknown");
        for (Map.Entry<String, Text> e : new TreeMap<>(result.measures().unknownReasons()).entrySet()) {
            json.writeStringField(e.getKey(), e.getValue().in(locale));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("assumed");
        for (Map.Entry<String, Text> e : new TreeMap<>(result.assumed()).entrySet()) {
            json.writeStringField(e.getKey(), e.getValue().in(locale));
        }
        json.writeEndObject();
        JsonOutput.writeNumber(json, "completeness", result.completeness());
        json.writeObjectFieldStart("scoreCompleteness");
        for (Map.Entry<String, Double> e : new TreeMap<>(result.measures().completeness()).entrySet()) {
            JsonOutput.writeNumber(json, e.getKey(), e.getValue());
        }
        json.writeEndObject();
        writeRecalledAndReserved(json, response);
    }

    /// Whether the row that decided the probability was measured on the site's own customers.
    private static void writeCalibrated(JsonGenerator json, DecisionResult result) throws IOException {
        Hit decisive = null;
        for (Hit hit : result.hits()) {
            // The last one to write counts.
            if (hit.writes(RISK_PROBABILITY)) {
                decisive = hit;
            }
        }
        json.writeObjectFieldStart("calibrated");
        if (decisive != null && result.decision().getRiskProbability() != null) {
            json.writeBooleanField(RISK_PROBABILITY, decisive.origin().measured());
        }
        json.writeEndObject();
    }

    private static void writeRecalledAndReserved(JsonGenerator json, DecisionResponse response) throws IOException {
        if (response.recalledFacts() != null) {
            response.recalledFacts().write(json);
        }
        if (response.reservation() != null) {
            json.writeObjectFieldStart("reservedContact");
            json.writeStringField("action", response.reservation().action());
            json.writeStringField("channel", response.reservation().channel());
            json.writeEndObject();
        }
    }

    private static void writeOutcomes(
            JsonGenerator json, DecisionResponse response, Map<String, String> labels, Locale locale)
            throws IOException {
        Decision outcomes = response.result().decision();
        json.writeObjectFieldStart(OUTCOMES);
        for (Field field : response.ruleset().dictionary().fields(FieldKind.OUTCOME)) {
            if (!isModelStage(field)) {
                writeField(
                        json, field.name(), field, outcomes.value(field.index()), response.ruleset(), labels, locale);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart(STAGE_IN);
        for (Field field : response.ruleset().dictionary().fields(FieldKind.OUTCOME)) {
            if (isModelStage(field)) {
                writeField(
                        json, modelOf(field), field, outcomes.value(field.index()), response.ruleset(), labels, locale);
            }
        }
        json.writeEndObject();
    }

    /// Whether an outcome is a stage as one of the models of the literature sees it: `stageInChen`.
    public static boolean isModelStage(Field field) {
        return field.name().startsWith(STAGE_IN) && field.phase().isEmpty();
    }

    /// The member of `stageIn` that holds an outcome: `chen` for `stageInChen`.
    public static String modelOf(Field field) {
        String model = field.name().substring(STAGE_IN.length());
        return Character.toLowerCase(model.charAt(0)) + model.substring(1);
    }

    /// The outcome that a member of `stageIn` holds: `stageInChen` for `chen`.
    static String modelStageName(String model) {
        return STAGE_IN + Character.toUpperCase(model.charAt(0)) + model.substring(1);
    }

    /// The retention level at which an action works: its own, or where it needs none the customer's.
    private static String retentionLevel(NextBestAction action, DecisionResponse response) {
        String decided = response.result().decision().getRetentionLevel();
        boolean needsNone = action.level().equals("NONE") && !action.action().equals(Action.NONE);
        return needsNone && decided != null ? decided : action.level();
    }

    private static void writeActions(
            JsonGenerator json, DecisionResponse response, Map<String, String> labels, Locale locale)
            throws IOException {
        json.writeArrayFieldStart(NEXT_BEST_ACTIONS);
        for (NextBestAction action : response.result().nextBestActions()) {
            json.writeStartObject();
            json.writeNumberField("rank", action.rank());
            json.writeStringField("action", action.action());
            JsonOutput.writeNumber(json, "score", action.score());
            JsonOutput.writeNumber(json, "propensity", action.propensity());
            json.writeBooleanField(
                    "calibrated",
                    action.reason() instanceof Hit hit && hit.origin().measured());
            JsonOutput.writeNumber(json, "value", action.value());
            JsonOutput.writeNumber(json, "cost", action.cost());
            JsonOutput.writeNumber(json, "context", action.context());
            JsonOutput.writeNumber(json, "lever", action.lever());
            json.writeStringField("channel", action.channel());
            json.writeStringField("retentionLevel", retentionLevel(action, response));
            json.writeBooleanField("duty", action.duty());
            json.writeStringField("reason", action.reason().in(locale));
            Action described = response.ruleset().actions().get(action.action());
            json.writeStringField(
                    "guidance", described == null ? "" : described.guidance().in(locale));
            json.writeEndObject();
            addLabel(response.ruleset(), action.action(), labels, locale);
            addLabel(response.ruleset(), retentionLevel(action, response), labels, locale);
            addLabel(response.ruleset(), action.channel(), labels, locale);
        }
        json.writeEndArray();
        json.writeArrayFieldStart(EXCLUDED);
        for (Exclusion exclusion : response.result().excluded()) {
            json.writeStartObject();
            json.writeStringField("action", exclusion.action());
            json.writeStringField("rule", exclusion.rule());
            json.writeStringField("reason", exclusion.reason().in(locale));
            Exclusion.LimitRow limit = exclusion.limit();
            if (limit != null) {
                json.writeStringField("workbook", limit.workbook());
                json.writeStringField("sheet", limit.sheet());
                json.writeNumberField("row", limit.row());
            }
            json.writeEndObject();
            addLabel(response.ruleset(), exclusion.action(), labels, locale);
        }
        json.writeEndArray();
        writeExperiments(json, response.result().arms());
    }

    private static void writeExperiments(JsonGenerator json, List<ExperimentArm> arms) throws IOException {
        if (arms.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(EXPERIMENTS);
        for (ExperimentArm arm : arms) {
            json.writeStartObject();
            json.writeStringField("experiment", arm.experiment());
            json.writeStringField("arm", arm.arm().name());
            json.writeStringField("workbook", arm.row().workbook());
            json.writeStringField("sheet", arm.row().sheet());
            json.writeNumberField("row", arm.row().row());
            json.writeArrayFieldStart("withheld");
            for (NextBestAction action : arm.withheld()) {
                json.writeStartObject();
                json.writeNumberField("rank", action.rank());
                json.writeStringField("action", action.action());
                JsonOutput.writeNumber(json, "score", action.score());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeField(
            JsonGenerator json,
            String name,
            Field field,
            @Nullable Object value,
            Ruleset ruleset,
            Map<String, String> labels,
            Locale locale)
            throws IOException {
        json.writeFieldName(name);
        JsonOutput.writeValue(json, value);
        boolean labelled = field.type() == FieldType.CODE || field.kind() == FieldKind.OUTCOME;
        if (labelled && value instanceof String code) {
            addLabel(ruleset, code, labels, locale);
        }
    }

    private static void writeHit(JsonGenerator json, Hit hit, Locale locale) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", hit.origin().phase());
        json.writeStringField("table", hit.origin().table());
        json.writeStringField("workbook", hit.origin().workbook());
        json.writeStringField("sheet", hit.origin().sheet());
        json.writeNumberField("row", hit.origin().row());
        json.writeStringField("name", hit.origin().name());
        writeValues(json, "read", hit.read());
        writeValues(json, WROTE, hit.wrote());
        json.writeStringField("reason", hit.in(locale));
        json.writeEndObject();
    }

    private static void writeValues(JsonGenerator json, String name, Map<String, @Nullable Object> values)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, @Nullable Object> e : values.entrySet()) {
            json.writeFieldName(e.getKey());
            JsonOutput.writeValue(json, e.getValue());
        }
        json.writeEndObject();
    }

    private static void addLabel(Ruleset ruleset, @Nullable String code, Map<String, String> labels, Locale locale) {
        if (code == null || labels.containsKey(code)) {
            return;
        }
        Text label = ruleset.labels().get(code);
        if (label != null) {
            labels.put(code, label.in(locale));
        }
    }
}
