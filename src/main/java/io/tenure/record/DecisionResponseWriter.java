package io.tenure.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tenure.bundle.Ruleset;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.FieldValues;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.lifecycle.Signal;
import io.tenure.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes an answer as JSON, straight from the decision.
public final class DecisionResponseWriter {

    private static final String STAGE_IN = "stageIn";

    private DecisionResponseWriter() {}

    public static byte[] toBytes(DecisionResponse answer, Locale locale) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            write(json, answer, locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Writes the answer as one object; reasons and labels in the locale's language.
    public static void write(JsonGenerator json, DecisionResponse answer, Locale locale) throws IOException {
        DecisionResult decided = answer.result();
        Ruleset ruleset = answer.ruleset();
        Map<String, String> labels = new TreeMap<>();
        json.writeStartObject();
        json.writeStringField("decisionId", answer.decisionId().toString());
        json.writeStringField("customerId", decided.customer().getCustomerId());
        json.writeStringField("asOf", String.valueOf(decided.customer().getAsOf()));
        json.writeStringField("decidedAt", answer.decidedAt().toString());
        json.writeObjectFieldStart("ruleset");
        json.writeNumberField("release", answer.release());
        json.writeStringField("hash", ruleset.hash());
        json.writeEndObject();
        writeOutcomes(json, answer, labels, locale);
        json.writeArrayFieldStart("signals");
        for (Signal signal : decided.decision().signals()) {
            json.writeStartObject();
            json.writeStringField("code", signal.code());
            json.writeNumberField("points", signal.points());
            json.writeStringField("reason", signal.reason().in(locale));
            json.writeEndObject();
        }
        json.writeEndArray();
        writeActions(json, answer, labels, locale);
        json.writeObjectFieldStart("measures");
        for (Field term : ruleset.dictionary().fields(FieldKind.MEASURE)) {
            writeField(json, term.name(), term, decided.measures(), ruleset, labels, locale);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("unknown");
        for (Map.Entry<String, Text> e : new TreeMap<>(decided.measures().unknownReasons()).entrySet()) {
            json.writeStringField(e.getKey(), e.getValue().in(locale));
        }
        json.writeEndObject();
        JsonOutput.writeNumber(json, "completeness", decided.completeness());
        json.writeObjectFieldStart("scoreCompleteness");
        for (Map.Entry<String, Double> e : new TreeMap<>(decided.measures().completeness()).entrySet()) {
            JsonOutput.writeNumber(json, e.getKey(), e.getValue());
        }
        json.writeEndObject();
        writeRecalledAndReserved(json, answer);
        json.writeArrayFieldStart("hits");
        for (Hit hit : decided.hits()) {
            writeHit(json, hit, locale);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeRecalledAndReserved(JsonGenerator json, DecisionResponse answer) throws IOException {
        if (answer.recalledFacts() != null) {
            answer.recalledFacts().write(json);
        }
        if (answer.reservation() != null) {
            json.writeObjectFieldStart("reservedContact");
            json.writeStringField("action", answer.reservation().action());
            json.writeStringField("channel", answer.reservation().channel());
            json.writeEndObject();
        }
    }

    private static void writeOutcomes(
            JsonGenerator json, DecisionResponse answer, Map<String, String> labels, Locale locale) throws IOException {
        FieldValues outcomes = answer.result().decision();
        json.writeObjectFieldStart("outcomes");
        for (Field term : answer.ruleset().dictionary().fields(FieldKind.OUTCOME)) {
            if (!isModelStage(term)) {
                writeField(json, term.name(), term, outcomes, answer.ruleset(), labels, locale);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart(STAGE_IN);
        for (Field term : answer.ruleset().dictionary().fields(FieldKind.OUTCOME)) {
            if (isModelStage(term)) {
                writeField(json, modelOf(term), term, outcomes, answer.ruleset(), labels, locale);
            }
        }
        json.writeEndObject();
    }

    public static boolean isModelStage(Field term) {
        return term.name().startsWith(STAGE_IN);
    }

    /// `stageInChen` is told as `chen`.
    public static String modelOf(Field term) {
        String model = term.name().substring(STAGE_IN.length());
        return Character.toLowerCase(model.charAt(0)) + model.substring(1);
    }

    /// The retention level at which an action works: its own, or where it needs none the customer's.
    private static String retentionLevel(NextBestAction action, DecisionResponse answer) {
        String decided = answer.result().decision().getRetentionLevel();
        boolean needsNone = action.level().equals("NONE") && !action.action().equals(Action.NONE);
        return needsNone && decided != null ? decided : action.level();
    }

    private static void writeActions(
            JsonGenerator json, DecisionResponse answer, Map<String, String> labels, Locale locale) throws IOException {
        json.writeArrayFieldStart("nextBestActions");
        for (NextBestAction action : answer.result().nextBestActions()) {
            json.writeStartObject();
            json.writeNumberField("rank", action.rank());
            json.writeStringField("action", action.action());
            JsonOutput.writeNumber(json, "score", action.score());
            JsonOutput.writeNumber(json, "propensity", action.propensity());
            JsonOutput.writeNumber(json, "value", action.value());
            JsonOutput.writeNumber(json, "cost", action.cost());
            JsonOutput.writeNumber(json, "context", action.context());
            JsonOutput.writeNumber(json, "lever", action.lever());
            json.writeStringField("channel", action.channel());
            json.writeStringField("retentionLevel", retentionLevel(action, answer));
            json.writeStringField("reason", action.reason().in(locale));
            json.writeEndObject();
            addLabel(answer.ruleset(), action.action(), labels, locale);
            addLabel(answer.ruleset(), retentionLevel(action, answer), labels, locale);
            addLabel(answer.ruleset(), action.channel(), labels, locale);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("excluded");
        for (Exclusion exclusion : answer.result().excluded()) {
            json.writeStartObject();
            json.writeStringField("action", exclusion.action());
            json.writeStringField("rule", exclusion.rule());
            json.writeStringField("reason", exclusion.reason().in(locale));
            ContactLimit limit = exclusion.limit();
            if (limit != null) {
                json.writeStringField("workbook", limit.workbook());
                json.writeStringField("sheet", limit.sheet());
                json.writeNumberField("row", limit.row());
            }
            json.writeEndObject();
            addLabel(answer.ruleset(), exclusion.action(), labels, locale);
        }
        json.writeEndArray();
    }

    private static void writeField(
            JsonGenerator json,
            String name,
            Field term,
            FieldValues values,
            Ruleset ruleset,
            Map<String, String> labels,
            Locale locale)
            throws IOException {
        Object value = values.value(term.index());
        json.writeFieldName(name);
        JsonOutput.writeValue(json, value);
        if (term.type() == FieldType.CODE && value instanceof String code) {
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
        writeValues(json, "wrote", hit.wrote());
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
        Action action = ruleset.actions().get(code);
        Text words = action == null ? ruleset.labels().get(code) : action.label();
        if (words != null) {
            labels.put(code, words.in(locale));
        }
    }
}
