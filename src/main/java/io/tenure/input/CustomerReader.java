package io.tenure.input;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Purchase;
import io.tenure.measure.MeasureCalculator;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one customer, from JSON or from a row of a file, as one ruleset understands it.
///
/// Strict: what it doesn't know, or doesn't find sound, is a fault, and all faults come at once.
/// Immutable, and may be used by many threads.
public final class CustomerReader {
    private static final List<String> MEMBERS =
            List.of("customerId", "asOf", "facts", "purchases", "contacts", "complaints", "attributes");

    /// Names that stand beside `facts` in JSON, not in it.
    private static final Set<String> TOP_LEVEL_FACTS = Set.of("customerId", "asOf");

    private final Ruleset ruleset;
    private final MeasureCalculator calculator;
    private final Clock clock;
    private final Map<String, Field> facts = new LinkedHashMap<>();
    private final Map<String, Field> attributes = new LinkedHashMap<>();
    private final Map<String, Field> columns = new LinkedHashMap<>();
    private final Map<String, Field> purchaseFields;
    private final Map<String, Field> contactFields;
    private final Map<String, Field> complaintFields;

    public CustomerReader(Ruleset ruleset, Clock clock) {
        this.ruleset = ruleset;
        this.calculator = new MeasureCalculator(ruleset.dictionary(), ruleset.parameters());
        this.clock = clock;
        Dictionary standard = Dictionary.standard();
        for (Field term : ruleset.dictionary().inputs()) {
            columns.put(term.name(), term);
            if (standard.find(term.name()).isEmpty()) {
                attributes.put(term.name(), term);
            } else if (!TOP_LEVEL_FACTS.contains(term.name())) {
                facts.put(term.name(), term);
            }
        }
        Field date = field("date", FieldType.DATE, List.of());
        List<String> channels = standard.require("channelPreference").codes();
        List<String> actions = ruleset.actions().keySet().stream().sorted().toList();
        purchaseFields = byName(
                date, field("amount", FieldType.NUMBER, List.of()), field("margin", FieldType.NUMBER, List.of()));
        contactFields =
                byName(date, field("channel", FieldType.CODE, channels), field("action", FieldType.CODE, actions));
        complaintFields =
                byName(date, field("topic", FieldType.TEXT, List.of()), field("resolved", FieldType.DATE, List.of()));
    }

    /// Reads the body of a decision request, or one line of a JSON Lines file.
    public CustomerReading read(byte[] utf8) {
        return read(utf8, null);
    }

    /// Reads one customer of a file whose customers may leave their day to the one who decides them.
    ///
    /// @param asOf the day of a customer who names none; null where each must
    public CustomerReading read(byte[] utf8, @Nullable LocalDate asOf) {
        return read(Json.parse(utf8), asOf);
    }

    /// The ruleset as which it understands customers.
    public Ruleset ruleset() {
        return ruleset;
    }

    public Dictionary dictionary() {
        return ruleset.dictionary();
    }

    public CustomerReading read(Json.ParseResult parsed, @Nullable LocalDate asOf) {
        return switch (parsed) {
            case Json.ParseResult.Invalid(InputFault fault) -> new CustomerReading.Invalid(List.of(fault));
            case Json.ParseResult.Valid(Json.Obj root, List<InputFault> duplicates) -> read(root, duplicates, asOf);
            case Json.ParseResult.Valid(Json root, List<InputFault> _) ->
                new CustomerReading.Invalid(List.of(new InputFault(
                        "wrong-type",
                        "",
                        root.displayValue(),
                        Message.of("input.shared.object"),
                        Message.of("input.wrong-type.object.message"))));
        };
    }

    /// Reads a row whose columns are named by the dictionary, `customerId` and `asOf` among them; blank is
    /// unknown.
    public CustomerReading readRow(Map<String, String> row) {
        return readRow(row, null);
    }

    /// Reads a row together with the customer's purchases, none of them after the row's `asOf`.
    ///
    /// @param purchases null where nothing is known of them
    public CustomerReading readRow(Map<String, String> row, @Nullable List<Purchase> purchases) {
        CustomerBuilder presented = CustomerBuilder.forRow(ruleset, calculator, clock);
        ValueBinding typing = new ValueBinding(presented.faults);
        row.forEach((name, cell) -> {
            Field term = columns.get(name);
            if (term == null) {
                presented.faults.add(unknownName("", name, cell, columns.keySet()));
            } else {
                presented.put("", term, typing.fromCell(term, "", cell));
            }
        });
        presented.purchases = purchases;
        return presented.build();
    }

    private CustomerReading read(Json.Obj root, List<InputFault> duplicates, @Nullable LocalDate asOf) {
        CustomerBuilder presented = CustomerBuilder.forJson(ruleset, calculator, clock);
        if (asOf != null && root.members().stream().noneMatch(m -> m.name().equals("asOf"))) {
            presented.put("", ruleset.dictionary().require("asOf"), asOf);
        }
        presented.faults.addAll(duplicates);
        ValueBinding typing = new ValueBinding(presented.faults);
        // Last, because their days are counted from asOf, which may stand after them.
        List<Json.Member> records = new ArrayList<>();
        for (Json.Member member : root.members()) {
            switch (member.name()) {
                case "customerId", "asOf" -> {
                    Field term = ruleset.dictionary().require(member.name());
                    presented.put("", term, typing.fromJson(term, "", member.value()));
                }
                case "facts" -> readFields(member, facts, presented, typing);
                case "attributes" -> readFields(member, attributes, presented, typing);
                case "purchases", "contacts", "complaints" -> records.add(member);
                default -> presented.faults.add(unknownMember(member));
            }
        }
        for (Json.Member member : records) {
            readRecords(member, presented, typing);
        }
        return presented.build();
    }

    private void readFields(
            Json.Member member, Map<String, Field> known, CustomerBuilder presented, ValueBinding typing) {
        String pointer = "/" + member.name();
        switch (member.value()) {
            case Json.Null _ -> {}
            case Json.Obj(List<Json.Member> members) -> {
                for (Json.Member m : members) {
                    Field term = known.get(m.name());
                    if (term == null) {
                        presented.faults.add(
                                unknownName(pointer, m.name(), m.value().displayValue(), known.keySet()));
                    } else {
                        presented.put(pointer, term, typing.fromJson(term, pointer, m.value()));
                    }
                }
            }
            case Json.Arr _, Json.Str _, Json.Num _, Json.Bool _ ->
                presented.faults.add(wrongJsonType(
                        pointer, member.value(), Message.of("input.customer-reader.object-names-values")));
        }
    }

    private void readRecords(Json.Member member, CustomerBuilder presented, ValueBinding typing) {
        String pointer = "/" + member.name();
        switch (member.value()) {
            case Json.Null _ -> {}
            case Json.Arr(List<Json> items) -> {
                Map<String, Field> fields = switch (member.name()) {
                    case "purchases" -> purchaseFields;
                    case "contacts" -> contactFields;
                    default -> complaintFields;
                };
                List<Map<String, Object>> rows = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    rows.add(readRecord(items.get(i), pointer + "/" + i, fields, presented, typing));
                }
                switch (member.name()) {
                    case "purchases" -> presented.purchases = purchases(rows, presented);
                    case "contacts" -> presented.contacts = contacts(rows, presented);
                    default -> presented.complaints = complaints(rows, presented);
                }
            }
            case Json.Obj _, Json.Str _, Json.Num _, Json.Bool _ ->
                presented.faults.add(
                        wrongJsonType(pointer, member.value(), Message.of("input.customer-reader.list-objects")));
        }
    }

    private Map<String, Object> readRecord(
            Json json, String pointer, Map<String, Field> fields, CustomerBuilder presented, ValueBinding typing) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (!(json instanceof Json.Obj(List<Json.Member> members))) {
            presented.faults.add(wrongJsonType(pointer, json, Message.of("input.shared.object")));
            return row;
        }
        Set<String> wrong = new HashSet<>();
        for (Json.Member m : members) {
            Field term = fields.get(m.name());
            if (term == null) {
                presented.faults.add(unknownName(pointer, m.name(), m.value().displayValue(), fields.keySet()));
                continue;
            }
            Object value = typing.fromJson(term, pointer, m.value());
            if (value != null) {
                row.put(m.name(), value);
                if (value instanceof LocalDate date) {
                    presented.checkNotAfterAsOf(Json.pointer(pointer, m.name()), m.name(), date);
                }
            } else if (!(m.value() instanceof Json.Null)) {
                wrong.add(m.name());
            }
        }
        for (String required : fields.containsKey("amount") ? List.of("date", "amount") : List.of("date")) {
            if (!row.containsKey(required) && !wrong.contains(required)) {
                presented.faults.add(CustomerBuilder.missing(
                        Json.pointer(pointer, required),
                        required,
                        ValueBinding.expected(Objects.requireNonNull(fields.get(required)))));
            }
        }
        if (row.get("date") instanceof LocalDate date
                && row.get("resolved") instanceof LocalDate resolved
                && resolved.isBefore(date)) {
            presented.faults.add(new InputFault(
                    "contradiction",
                    Json.pointer(pointer, "resolved"),
                    resolved.toString(),
                    Message.of("input.contradiction.day.expected", "date", date),
                    Message.of("input.contradiction.day.message", "resolved", resolved, "date", date)));
        }
        return row;
    }

    private static @Nullable List<Purchase> purchases(List<Map<String, Object>> rows, CustomerBuilder presented) {
        LocalDate asOf = presented.asOf();
        if (asOf == null || presented.hasFaults()) {
            return null;
        }
        return rows.stream()
                .map(r -> new Purchase(date(r), daysAgo(r, asOf), amount(r), (Double) r.get("margin")))
                .toList();
    }

    private static @Nullable List<Contact> contacts(List<Map<String, Object>> rows, CustomerBuilder presented) {
        LocalDate asOf = presented.asOf();
        if (asOf == null || presented.hasFaults()) {
            return null;
        }
        return rows.stream()
                .map(r -> new Contact(date(r), daysAgo(r, asOf), (String) r.get("channel"), (String) r.get("action")))
                .toList();
    }

    private static @Nullable List<Complaint> complaints(List<Map<String, Object>> rows, CustomerBuilder presented) {
        LocalDate asOf = presented.asOf();
        if (asOf == null || presented.hasFaults()) {
            return null;
        }
        Set<String> topics = new HashSet<>();
        return rows.stream()
                .sorted(Comparator.comparing(CustomerReader::date))
                .map(r -> {
                    String topic = (String) r.get("topic");
                    return new Complaint(
                            date(r),
                            daysAgo(r, asOf),
                            topic,
                            (LocalDate) r.get("resolved"),
                            topic != null && !topics.add(topic));
                })
                .toList();
    }

    private static LocalDate date(Map<String, Object> row) {
        return (LocalDate) Objects.requireNonNull(row.get("date"));
    }

    private static double amount(Map<String, Object> row) {
        return (Double) Objects.requireNonNull(row.get("amount"));
    }

    private static int daysAgo(Map<String, Object> row, LocalDate asOf) {
        return (int) ChronoUnit.DAYS.between(date(row), asOf);
    }

    private InputFault unknownMember(Json.Member member) {
        String name = member.name();
        String near = Dictionary.nearest(name, MEMBERS).orElse("");
        Text hint = facts.containsKey(name)
                ? Message.of("input.shared.belongs-facts")
                : attributes.containsKey(name)
                        ? Message.of("input.shared.belongs-attributes")
                        : ValueBinding.didYouMean(near);
        return new InputFault(
                "unknown-member",
                Json.pointer("", name),
                member.value().displayValue(),
                Message.of("input.unknown-member.expected", "members", MEMBERS),
                Message.of("input.unknown-member.message", "name", name, "hint", hint));
    }

    private InputFault unknownName(String parent, String name, @Nullable Object value, Collection<String> known) {
        Field elsewhere = ruleset.dictionary().find(name).orElse(null);
        String near = Dictionary.nearest(name, known).orElse("");
        Text hint;
        if (TOP_LEVEL_FACTS.contains(name) && parent.equals("/facts")) {
            hint = Message.of("input.customer-reader.stands-beside-facts-not");
        } else if (parent.equals("/facts") && attributes.containsKey(name)) {
            hint = Message.of("input.shared.belongs-attributes");
        } else if (parent.equals("/attributes") && facts.containsKey(name)) {
            hint = Message.of("input.shared.belongs-facts");
        } else if (elsewhere != null && elsewhere.kind() == FieldKind.MEASURE && !elsewhere.isInput()) {
            hint = Message.of("input.customer-reader.always-computed-cannot-given");
        } else if (elsewhere != null && elsewhere.kind() == FieldKind.OUTCOME) {
            hint = Message.of("input.customer-reader.decided-cannot-given");
        } else {
            hint = ValueBinding.didYouMean(near);
        }
        Text expected = !near.isEmpty()
                ? Text.of(near, near)
                : known.size() <= 8
                        ? Message.of("input.customer-reader.one-of", "known", known)
                        : Message.of("input.customer-reader.name-api-v1-facts");
        return new InputFault(
                "unknown-name",
                Json.pointer(parent, name),
                value,
                expected,
                Message.of("input.unknown-name.message", "name", name, "hint", hint));
    }

    private static InputFault wrongJsonType(String pointer, Json json, Text expected) {
        return new InputFault(
                "wrong-type",
                pointer,
                json.displayValue(),
                expected,
                Message.of("input.wrong-type.must-stand.message", "expected", expected));
    }

    private static Field field(String name, FieldType type, List<String> codes) {
        return new Field(
                name,
                FieldKind.FACT,
                type,
                "",
                null,
                null,
                codes,
                Field.OverrideRule.NOT_ALLOWED,
                Field.Presence.OPTIONAL,
                Text.same(name),
                Text.same(""),
                0);
    }

    private static Map<String, Field> byName(Field... terms) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field term : terms) {
            byName.put(term.name(), term);
        }
        return byName;
    }
}
