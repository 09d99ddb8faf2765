package io.tenure.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.table.Column;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes the active ruleset, and the dictionary, as JSON.
final class RulesetWriter {
    private RulesetWriter() {}

    static byte[] dictionary(Dictionary dictionary) {
        return bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("facts");
            for (Field term : dictionary.all()) {
                writeField(json, term, Dictionary.standard().find(term.name()).isEmpty());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeField(JsonGenerator json, Field term, boolean attribute) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", term.name());
        json.writeStringField("kind", term.kind().name());
        json.writeStringField("type", term.type().name());
        json.writeStringField("unit", term.unit());
        json.writeFieldName("min");
        JsonOutput.writeValue(json, term.min());
        json.writeFieldName("max");
        JsonOutput.writeValue(json, term.max());
        writeStrings(json, "codes", term.codes());
        json.writeBooleanField("given", term.isInput());
        json.writeBooleanField("attribute", attribute);
        writeText(json, "meaning", term.meaning());
        writeText(json, "unknown", term.whenUnknown());
        json.writeEndObject();
    }

    static byte[] ruleset(CompiledRelease active, Locale locale) {
        Ruleset ruleset = active.ruleset().ruleset();
        return bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("release", active.release());
            json.writeStringField("hash", ruleset.hash());
            writeStrings(json, "phases", ruleset.phases());
            json.writeArrayFieldStart("tables");
            for (Table table : ruleset.tables()) {
                writeTable(json, table, locale);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("sources");
            for (RuleSource source : ruleset.sources()) {
                json.writeStartObject();
                json.writeStringField("file", source.file());
                json.writeStringField("sheet", source.sheet());
                json.writeStringField("drl", source.drl());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("parameters");
            for (String name : ruleset.parameters().names().stream().sorted().toList()) {
                JsonOutput.writeNumber(json, name, ruleset.parameters().get(name));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("actions");
            for (Action action : new TreeMap<>(ruleset.actions()).values()) {
                writeAction(json, action);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("contacts");
            for (ContactLimit limit : ruleset.contactLimits()) {
                writeLimit(json, limit);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, Text> label : new TreeMap<>(ruleset.labels()).entrySet()) {
                writeText(json, label.getKey(), label.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void writeTable(JsonGenerator json, Table table, Locale locale) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", table.name());
        json.writeStringField("phase", table.phase());
        json.writeStringField("hitPolicy", table.hitPolicy().name());
        json.writeStringField("workbook", table.workbook());
        json.writeStringField("sheet", table.sheet());
        json.writeStringField("address", new Address(table.file(), table.sheet(), table.row(), 0).toString());
        writeColumns(json, "conditions", table.conditions());
        writeColumns(json, "actions", table.actions());
        json.writeArrayFieldStart("rows");
        for (Row row : table.rows()) {
            json.writeStartObject();
            json.writeStringField("name", row.name());
            json.writeNumberField("row", row.number());
            writeDate(json, "effective", row.effective());
            writeDate(json, "expires", row.expires());
            json.writeStringField("reason", row.reason().in(locale));
            json.writeArrayFieldStart("cells");
            for (int i = 0; i < table.conditions().size(); i++) {
                Column column = table.conditions().get(i);
                writeCell(
                        json,
                        table,
                        row,
                        column,
                        row.conditions().get(i).text(),
                        ConditionDescription.of(column.field(), row.conditions().get(i)),
                        locale);
            }
            for (int i = 0; i < table.actions().size(); i++) {
                writeCell(
                        json,
                        table,
                        row,
                        table.actions().get(i),
                        row.assignments().get(i).text(),
                        ConditionDescription.of(row.assignments().get(i)),
                        locale);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeColumns(JsonGenerator json, String name, List<Column> columns) throws IOException {
        json.writeArrayFieldStart(name);
        for (Column column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.field().name());
            json.writeStringField("heading", column.heading());
            json.writeNumberField("column", column.number());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCell(
            JsonGenerator json, Table table, Row row, Column column, String text, Text meaning, Locale locale)
            throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "address", new Address(table.file(), table.sheet(), row.number(), column.number()).cell());
        json.writeStringField("name", column.field().name());
        json.writeStringField("text", text);
        json.writeStringField("meaning", meaning.in(locale));
        json.writeEndObject();
    }

    private static void writeAction(JsonGenerator json, Action action) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", action.code());
        writeText(json, "label", action.label());
        json.writeStringField("retentionLevel", action.level());
        writeStrings(json, "channels", action.channels());
        JsonOutput.writeNumber(json, "cost", action.cost());
        json.writeNumberField("minGapDays", action.minGapDays());
        json.writeBooleanField("selling", action.selling());
        json.writeBooleanField("marketing", action.marketing());
        writeText(json, "strategy", action.strategy());
        json.writeEndObject();
    }

    private static void writeLimit(JsonGenerator json, ContactLimit limit) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", limit.name());
        json.writeStringField("workbook", limit.workbook());
        json.writeStringField("sheet", limit.sheet());
        json.writeNumberField("row", limit.row());
        json.writeStringField("channel", limit.channel());
        json.writeStringField("action", limit.action());
        json.writeNumberField("days", limit.days());
        json.writeNumberField("most", limit.maxContacts());
        writeText(json, "reason", limit.reason());
        json.writeEndObject();
    }

    private static void writeDate(JsonGenerator json, String name, @Nullable Object day) throws IOException {
        json.writeFieldName(name);
        JsonOutput.writeValue(json, day);
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void writeText(JsonGenerator json, String name, Text text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("en", text.en());
        json.writeStringField("zh", text.zh());
        json.writeEndObject();
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(65_536);
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
