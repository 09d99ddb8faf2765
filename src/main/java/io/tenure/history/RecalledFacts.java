package io.tenure.history;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The facts and contacts of a decision that the caller left out, and that were filled in from earlier decisions.
///
/// @param unavailable whether the record was unavailable, so that nothing could be recalled
/// @param decidedDays earlier days with a decision
/// @param previousDecisionId decision of the latest of them; null for none
/// @param values facts and measures by name
/// @param contacts contacts that the caller didn't name
public record RecalledFacts(
        boolean unavailable,
        int decidedDays,
        @Nullable UUID previousDecisionId,
        Map<String, Object> values,
        List<Contact> contacts) {
    /// What is recalled while the record is unavailable.
    public static final RecalledFacts UNAVAILABLE = new RecalledFacts(true, 0, null, Map.of(), List.of());

    private static final String MEMBER = "recalledFacts";
    private static final String UNAVAILABLE_MEMBER = "unavailable";
    private static final String DECIDED_DAYS = "decidedDays";
    private static final String PREVIOUS_DECISION_ID = "previousDecisionId";
    private static final String VALUES = "values";
    private static final String CONTACTS = "contacts";
    private static final String CONTACT_COUNT = "contactsLast30d";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public RecalledFacts {
        contacts = List.copyOf(contacts);
    }

    /// What the record adds to a customer as the caller describes them.
    ///
    /// A fact that the caller gives is used as given. Only contacts are added up, since a caller can't know which
    /// contacts others have just reserved: contacts given and contacts stored count together, and of their number
    /// and a given number the greater one counts.
    public static RecalledFacts of(Dictionary dictionary, DecisionInput input, CustomerHistorySummary history) {
        Customer customer = input.customer();
        LocalDate asOf = Objects.requireNonNull(customer.getAsOf());
        List<Contact> contacts = contacts(customer, asOf, history);
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> recalled = new LinkedHashMap<>();
        recalled.put("previousStage", history.previousStage());
        recalled.put("previousStageDays", history.previousStageDays());
        recalled.put("stableDays", history.stableDays());
        recalled.put("returnedAfterLapse", returnedAfterLapse(customer, input, history));
        recalled.put("priorWindowDropToo", history.priorVolumeHalved());
        recalled.put("highestStageReached", history.highestStageReached());
        recalled.forEach((name, value) -> {
            Optional<Field> field = dictionary.find(name);
            if (value != null && field.isPresent() && !isGiven(field.get(), input)) {
                values.put(name, value);
            }
        });
        if (!history.contacts().isEmpty()) {
            int counted =
                    (Integer) Objects.requireNonNull(Aggregates.of(asOf, null, allContacts(customer, contacts), null)
                            .get(CONTACT_COUNT));
            Integer given = customer.getContactsLast30d();
            if (given == null || given < counted) {
                values.put(CONTACT_COUNT, counted);
            }
        }
        return new RecalledFacts(false, history.decidedDays(), history.previousDecision(), values, contacts);
    }

    /// The customer together with what was recalled.
    public DecisionInput addTo(Dictionary dictionary, DecisionInput input) {
        if (values.isEmpty() && contacts.isEmpty()) {
            return input;
        }
        Customer customer = input.customer();
        Map<String, Object> facts = new LinkedHashMap<>(customer.known());
        Map<String, Object> measures = new LinkedHashMap<>(input.measureOverrides());
        values.forEach((name, value) ->
                (dictionary.require(name).kind() == FieldKind.FACT ? facts : measures).put(name, value));
        return input.with(
                Customer.of(
                        dictionary,
                        facts,
                        customer.purchases(),
                        allContacts(customer, contacts),
                        customer.complaints()),
                measures);
    }

    private static List<Contact> allContacts(Customer customer, List<Contact> recalled) {
        List<Contact> all = new ArrayList<>(customer.contacts());
        all.addAll(recalled);
        return all;
    }

    private static boolean isGiven(Field field, DecisionInput input) {
        return field.kind() == FieldKind.FACT
                ? input.customer().value(field.index()) != null
                : input.measureOverrides().containsKey(field.name());
    }

    /// Whether the customer bought again after a lapse: by the last purchase where its day is known, else by the
    /// stages.
    private static @Nullable Boolean returnedAfterLapse(
            Customer customer, DecisionInput input, CustomerHistorySummary history) {
        LocalDate last =
                customer.lastPurchase((Integer) input.measureOverrides().get("recencyDays"));
        if (history.lapsedOn() == null || last == null) {
            return history.returned();
        }
        return last.isAfter(history.lapsedOn()) || Boolean.TRUE.equals(history.returned());
    }

    /// The stored contacts that the caller doesn't name. One that is named stands for one that is stored.
    private static List<Contact> contacts(Customer customer, LocalDate asOf, CustomerHistorySummary history) {
        List<Contact> named = new ArrayList<>(customer.contacts());
        List<Contact> others = new ArrayList<>();
        for (Contact stored : recordedContacts(history, asOf)) {
            Optional<Contact> same = named.stream()
                    .filter(contact -> isSame(contact, stored))
                    .max(Comparator.comparing(contact -> Objects.equals(contact.channel(), stored.channel())));
            same.ifPresentOrElse(named::remove, () -> others.add(stored));
        }
        return List.copyOf(others);
    }

    /// Whether both may be one contact: a channel that is unknown may be any.
    private static boolean isSame(Contact named, Contact stored) {
        return named.date().equals(stored.date())
                && Objects.equals(named.action(), stored.action())
                && (named.channel() == null
                        || stored.channel() == null
                        || named.channel().equals(stored.channel()));
    }

    private static List<Contact> recordedContacts(CustomerHistorySummary history, LocalDate asOf) {
        List<Contact> contacts = new ArrayList<>();
        for (CustomerHistory.PastContact past : history.contacts()) {
            contacts.add(contact(past.date(), asOf, past.channel(), past.action()));
        }
        for (CustomerHistory.PastContact later : history.laterContacts()) {
            contacts.add(contact(later.date(), asOf, later.channel(), later.action()));
        }
        return contacts;
    }

    private static Contact contact(LocalDate date, LocalDate asOf, @Nullable String channel, @Nullable String action) {
        return new Contact(date, Math.toIntExact(asOf.toEpochDay() - date.toEpochDay()), channel, action);
    }

    /// Writes the member `recalledFacts` of a response.
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(MEMBER);
        writeMembers(json);
        json.writeNumberField(CONTACTS, contacts.size());
        json.writeEndObject();
    }

    private void writeMembers(JsonGenerator json) throws IOException {
        if (unavailable) {
            json.writeBooleanField(UNAVAILABLE_MEMBER, true);
        }
        json.writeNumberField(DECIDED_DAYS, decidedDays);
        json.writeStringField(PREVIOUS_DECISION_ID, previousDecisionId == null ? null : previousDecisionId.toString());
        json.writeObjectFieldStart(VALUES);
        for (Map.Entry<String, Object> e : values.entrySet()) {
            json.writeFieldName(e.getKey());
            JsonOutput.writeValue(json, e.getValue());
        }
        json.writeEndObject();
    }

    /// The JSON that is stored, so that the decision can be made again.
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            json.writeStartObject();
            writeMembers(json);
            json.writeArrayFieldStart(CONTACTS);
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

    /// Reads what [#toBytes] wrote; names that the dictionary lacks are left out.
    public static RecalledFacts of(Dictionary dictionary, LocalDate asOf, byte[] json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        root.path(VALUES)
                .properties()
                .forEach(e -> dictionary
                        .find(e.getKey())
                        .ifPresent(field -> values.put(e.getKey(), value(field, e.getValue()))));
        List<Contact> contacts = new ArrayList<>();
        for (JsonNode contact : root.path(CONTACTS)) {
            contacts.add(contact(
                    LocalDate.parse(contact.path("date").textValue()),
                    asOf,
                    contact.path("channel").textValue(),
                    contact.path("action").textValue()));
        }
        String decision = root.path(PREVIOUS_DECISION_ID).textValue();
        return new RecalledFacts(
                root.path(UNAVAILABLE_MEMBER).booleanValue(),
                root.path(DECIDED_DAYS).intValue(),
                decision == null ? null : UUID.fromString(decision),
                values,
                contacts);
    }

    private static Object value(Field field, JsonNode node) {
        return switch (field.type()) {
            case INTEGER -> node.intValue();
            case NUMBER -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case CODE, TEXT -> node.textValue();
            case DATE -> LocalDate.parse(node.textValue());
        };
    }
}
