package io.tenure.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.measure.Aggregates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a decision took from the record, because the caller didn't say it.
///
/// @param unavailable whether the record was away, so that nothing could be recalled
/// @param decidedDays earlier days on record
/// @param previousDecisionId the latest of them; null for none
/// @param values facts and measures by name
/// @param contacts contacts that the caller didn't name
public record RecalledFacts(
        boolean unavailable,
        int decidedDays,
        @Nullable UUID previousDecisionId,
        Map<String, Object> values,
        List<Contact> contacts) {
    /// What is recalled while the record is away.
    public static final RecalledFacts UNAVAILABLE = new RecalledFacts(true, 0, null, Map.of(), List.of());

    private static final String CONTACT_COUNT = "contactsLast30d";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public RecalledFacts {
        contacts = List.copyOf(contacts);
    }

    /// What the record adds to a customer as presented.
    ///
    /// What the caller gives stands. Only contacts are added up: a caller can't know what others have just
    /// reserved, so that contacts given and contacts on record count together, and of their number and a given
    /// one the greater.
    public static RecalledFacts of(Dictionary dictionary, DecisionInput presented, CustomerHistorySummary memory) {
        Customer customer = presented.customer();
        LocalDate asOf = Objects.requireNonNull(customer.getAsOf());
        List<Contact> contacts = contacts(customer, asOf, memory);
        Map<String, Object> used = new LinkedHashMap<>();
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        known.put("previousStage", memory.previousStage());
        known.put("previousStageDays", memory.previousStageDays());
        known.put("stableDays", memory.stableDays());
        known.put("returnedAfterLapse", returnedAfterLapse(customer, presented, memory));
        known.put("priorWindowDropToo", memory.priorVolumeHalved());
        known.put("highestStageReached", memory.highestStageReached());
        known.forEach((name, value) -> {
            Optional<Field> term = dictionary.find(name);
            if (value != null && term.isPresent() && !isGiven(term.get(), presented)) {
                used.put(name, value);
            }
        });
        if (!memory.contacts().isEmpty()) {
            int together =
                    (Integer) Objects.requireNonNull(Aggregates.of(asOf, null, together(customer, contacts), null)
                            .get(CONTACT_COUNT));
            Integer given = customer.getContactsLast30d();
            if (given == null || given < together) {
                used.put(CONTACT_COUNT, together);
            }
        }
        return new RecalledFacts(false, memory.decidedDays(), memory.previousDecision(), used, contacts);
    }

    /// The customer together with what is remembered.
    public DecisionInput addTo(Dictionary dictionary, DecisionInput presented) {
        if (values.isEmpty() && contacts.isEmpty()) {
            return presented;
        }
        Customer customer = presented.customer();
        Map<String, Object> facts = new LinkedHashMap<>(customer.known());
        Map<String, Object> measures = new LinkedHashMap<>(presented.measureOverrides());
        values.forEach((name, value) ->
                (dictionary.require(name).kind() == FieldKind.FACT ? facts : measures).put(name, value));
        return new DecisionInput(
                Customer.of(
                        dictionary, facts, customer.purchases(), together(customer, contacts), customer.complaints()),
                measures);
    }

    private static List<Contact> together(Customer customer, List<Contact> recalled) {
        List<Contact> both = new ArrayList<>(customer.contacts());
        both.addAll(recalled);
        return both;
    }

    private static boolean isGiven(Field term, DecisionInput presented) {
        return term.kind() == FieldKind.FACT
                ? presented.customer().value(term.index()) != null
                : presented.measureOverrides().containsKey(term.name());
    }

    /// Bought again after a lapse: shown by the last purchase where its day is known, else by the path.
    private static @Nullable Boolean returnedAfterLapse(
            Customer customer, DecisionInput presented, CustomerHistorySummary memory) {
        LocalDate last = customer.getLastPurchaseDate();
        if (last == null && presented.measureOverrides().get("recencyDays") instanceof Integer days) {
            last = Objects.requireNonNull(customer.getAsOf()).minusDays(days);
        }
        if (memory.lapsedOn() == null || last == null) {
            return memory.returned();
        }
        return last.isAfter(memory.lapsedOn()) || Boolean.TRUE.equals(memory.returned());
    }

    private static List<Contact> contacts(Customer customer, LocalDate asOf, CustomerHistorySummary memory) {
        return recordedContacts(memory, asOf).stream()
                .filter(recorded -> customer.contacts().stream()
                        .noneMatch(
                                c -> c.date().equals(recorded.date()) && Objects.equals(c.action(), recorded.action())))
                .toList();
    }

    private static List<Contact> recordedContacts(CustomerHistorySummary memory, LocalDate asOf) {
        List<Contact> contacts = new ArrayList<>();
        for (CustomerHistory.PastContact past : memory.contacts()) {
            contacts.add(contact(past.date(), asOf, past.channel(), past.action()));
        }
        for (CustomerHistory.PastContact later : memory.laterContacts()) {
            contacts.add(contact(later.date(), asOf, later.channel(), later.action()));
        }
        return contacts;
    }

    private static Contact contact(LocalDate day, LocalDate asOf, @Nullable String channel, @Nullable String action) {
        return new Contact(day, Math.toIntExact(asOf.toEpochDay() - day.toEpochDay()), channel, action);
    }

    /// What is told to the caller.
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("memory");
        writeMembers(json);
        json.writeNumberField("contacts", contacts.size());
        json.writeEndObject();
    }

    private void writeMembers(JsonGenerator json) throws IOException {
        if (unavailable) {
            json.writeBooleanField("away", true);
        }
        json.writeNumberField("days", decidedDays);
        json.writeStringField("decision", previousDecisionId == null ? null : previousDecisionId.toString());
        json.writeObjectFieldStart("used");
        for (Map.Entry<String, Object> e : values.entrySet()) {
            json.writeFieldName(e.getKey());
            JsonOutput.writeValue(json, e.getValue());
        }
        json.writeEndObject();
    }

    /// What is kept, so that the decision can be made again.
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            json.writeStartObject();
            writeMembers(json);
            json.writeArrayFieldStart("contacts");
            for (Contact contact : contacts) {
                json.writeStartObject();
                json.writeStringField("date", contact.date().toString());
                json.writeStringField("channel", contact.channel());
                json.writeStringField("action", contact.action());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What was kept; names that this ruleset doesn't know are left out.
    public static RecalledFacts of(Dictionary dictionary, LocalDate asOf, byte[] kept) {
        JsonNode root;
        try {
            root = MAPPER.readTree(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> used = new LinkedHashMap<>();
        root.path("used")
                .properties()
                .forEach(e ->
                        dictionary.find(e.getKey()).ifPresent(term -> used.put(e.getKey(), value(term, e.getValue()))));
        List<Contact> contacts = new ArrayList<>();
        for (JsonNode contact : root.path("contacts")) {
            contacts.add(contact(
                    LocalDate.parse(contact.path("date").textValue()),
                    asOf,
                    contact.path("channel").textValue(),
                    contact.path("action").textValue()));
        }
        String decision = root.path("decision").textValue();
        return new RecalledFacts(
                root.path("away").booleanValue(),
                root.path("days").intValue(),
                decision == null ? null : UUID.fromString(decision),
                used,
                contacts);
    }

    private static Object value(Field term, JsonNode node) {
        return switch (term.type()) {
            case INTEGER -> node.intValue();
            case NUMBER -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case CODE, TEXT -> node.textValue();
            case DATE -> LocalDate.parse(node.textValue());
        };
    }
}
