package io.tenure.input;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a customer, from JSON or from a row of a file, by the dictionary and the actions of one ruleset.
///
/// Strict: every unknown name and every invalid value is a fault, and all faults are returned together.
/// Immutable and safe for use by many threads.
public final class CustomerReader {
    private static final List<String> MEMBERS =
            List.of("customerId", "asOf", "facts", "purchases", "contacts", "complaints", "attributes");

    /// Facts that are members of the request itself, not of its `facts`.
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

    /// Names that are passed over, as if they stood nowhere.
    private final Set<String> ignored;

    /// Gives the pseudonym of a customer by its id; null where experiments draw nobody.
    private final @Nullable Function<String, @Nullable String> pseudonyms;

    /// A reader of customers whom no experiment draws.
    public CustomerReader(Ruleset ruleset, Clock clock) {
        this(ruleset, clock, null);
    }

    /// @param pseudonyms gives the pseudonym by which experiments draw a customer, by the customer's id; null for none
    public CustomerReader(Ruleset ruleset, Clock clock, @Nullable Function<String, @Nullable String> pseudonyms) {
        this(ruleset, clock, pseudonyms, Set.of());
    }

    private CustomerReader(
            Ruleset ruleset,
            Clock clock,
            @Nullable Function<String, @Nullable String> pseudonyms,
            Set<String> ignored) {
        this.pseudonyms = ruleset.experiments().isEmpty() ? null : pseudonyms;
        this.ignored = ignored;
        this.ruleset = ruleset;
        this.calculator = new MeasureCalculator(ruleset.dictionary(), ruleset.parameters(), ruleset.indicators());
        this.clock = clock;
        Dictionary standard = Dictionary.standard();
        for (Field field : ruleset.dictionary().inputs()) {
            columns.put(field.name(), field);
            if (standard.find(field.name()).isEmpty()) {
                attributes.put(field.name(), field);
            } else if (!TOP_LEVEL_FACTS.contains(field.name())) {
                facts.put(field.name(), field);
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

    /// A reader of customers that another ruleset knows too: it passes over what only that one knows.
    public CustomerReader ignoring(CustomerReader other) {
        Set<String> names = new HashSet<>(other.columns.keySet());
        names.removeAll(columns.keySet());
        return new CustomerReader(ruleset, clock, pseudonyms, Set.copyOf(names));
    }

    /// Reads the body of a decision request, or one line of a JSON Lines file.
    public Checked<DecisionInput, InputFault> read(byte[] utf8) {
        return read(utf8, null);
    }

    /// Reads one customer of a file, for which the command line may give the day.
    ///
    /// @param asOf the day of a customer who names none; null if each must
    public Checked<DecisionInput, InputFault> read(byte[] utf8, @Nullable LocalDate asOf) {
        return read(Json.parse(utf8), asOf);
    }

    /// The ruleset as which it understands customers.
    public Ruleset ruleset() {
        return ruleset;
    }

    public Dictionary dictionary() {
        return ruleset.dictionary();
    }

    /// Reads a request that was parsed before.
    ///
    /// @param asOf the day of a customer who names none; null if each must
    public Checked<DecisionInput, InputFault> read(Checked<Json, InputFault> parsed, @Nullable LocalDate asOf) {
        return switch (parsed) {
            case Checked.Invalid(List<InputFault> faults) -> new Checked.Invalid<>(faults);
            case Checked.Valid(Json.Obj root, List<InputFault> duplicates) -> read(root, duplicates, asOf);
            case Checked.Valid(Json root, var _) ->
                new Checked.Invalid<>(List.of(new InputFault(
                        "wrong-type",
                        "",
                        root.displayValue(),
                        Message.of("input.value.object"),
                        Message.of("input.wrong-type.customer.message"))));
        };
    }

    /// Reads a row of a file.
    ///
    /// @param row cells by column; columns have the names of the dictionary, and a blank cell is unknown
    public Checked<DecisionInput, InputFault> readRow(Map<String, String> row) {
        return readRow(TableRow.of(row), null);
    }

    /// Reads a row of a file, of which some cells may be unreadable.
    public Checked<DecisionInput, InputFault> readRow(TableRow row) {
        return readRow(row, null);
    }

    /// Reads a row of a file together with the customer's purchases.
    ///
    /// @param purchases none of them after the row's `asOf`; null if they are unknown
    public Checked<DecisionInput, InputFault> readRow(Map<String, String> row, @Nullable List<Purchase> purchases) {
        return readRow(TableRow.of(row), purchases);
    }

    private Checked<DecisionInput, InputFault> readRow(TableRow row, @Nullable List<Purchase> purchases) {
        CustomerBuilder customer = CustomerBuilder.forRow(ruleset, calculator, clock);
        ValueBinding values = new ValueBinding(customer.faults);
        row.cells().forEach((name, cell) -> {
            Field field = columns.get(name);
            Text unreadable = row.unreadable().get(name);
            if (ignored.contains(name)) {
                return;
            }
            if (field == null) {
                customer.faults.add(unknownName(customer.faults.size(), "", name, cell, columns.keySet()));
            } else if (unreadable == null) {
                customer.put("", field, values.fromCell(field, "", cell));
            } else {
                customer.put("", field, null);
                customer.faults.add(new InputFault(
                        "wrong-type",
                        Json.pointer("", name),
                        cell,
                        ValueBinding.expected(field),
                        Message.of(
                                "input.table.cell",
                                "field",
                                name,
                                "expected",
                                ValueBinding.expected(field),
                                "reason",
                                unreadable)));
            }
        });
        customer.purchases = purchases;
        return build(customer);
    }

    /// The names of columns that rows can't have, each with the nearest that they can.
    public List<InputFault> unknownColumns(Collection<String> names) {
        return names.stream()
                .filter(name -> !columns.containsKey(name) && !ignored.contains(name))
                .map(name -> unknownName(0, "", name, null, columns.keySet()))
                .toList();
    }

    /// The names of which a value can contradict that of another.
    public static Set<String> contradictableNames() {
        Set<String> names = new HashSet<>();
        ContradictionRules.RULES.forEach(rule -> names.addAll(List.of(rule.name(), rule.otherName())));
        return names;
    }

    /// Whether no two values of a customer contradict each other; where facts follow from records, the facts count.
    public boolean isConsistent(DecisionInput input) {
        return ContradictionRules.broken(KnownValues.of(input, ruleset.dictionary()))
                        .isEmpty()
                && calculator.contradictions(input).isEmpty();
    }

    private Checked<DecisionInput, InputFault> read(
            Json.Obj root, List<InputFault> duplicates, @Nullable LocalDate asOf) {
        CustomerBuilder customer = CustomerBuilder.forJson(ruleset, calculator, clock);
        if (asOf != null && root.members().stream().noneMatch(m -> m.name().equals("asOf"))) {
            customer.put("", ruleset.dictionary().require("asOf"), asOf);
        }
        customer.faults.addAll(duplicates);
        ValueBinding values = new ValueBinding(customer.faults);
        // Last, because their age in days is counted from asOf, which can come after them.
        List<Json.Member> records = new ArrayList<>();
        for (Json.Member member : root.members()) {
            switch (member.name()) {
                case "customerId", "asOf" -> {
                    Field field = ruleset.dictionary().require(member.name());
                    customer.put("", field, values.fromJson(field, "", member.value()));
                }
                case "facts" -> readFields(member, facts, customer, values);
                case "attributes" -> readFields(member, attributes, customer, values);
                case "purchases", "contacts", "complaints" -> records.add(member);
                default -> customer.faults.add(unknownMember(customer.faults.size(), member));
            }
        }
        for (Json.Member member : records) {
            readRecords(member, customer, values);
        }
        return build(customer);
    }

    private Checked<DecisionInput, InputFault> build(CustomerBuilder customer) {
        Checked<DecisionInput, InputFault> built = customer.build();
        return pseudonyms == null
                ? built
                : built.then(input -> Checked.valid(new DecisionInput(
                        input.customer(),
                        input.measureOverrides(),
                        pseudonyms.apply(Objects.requireNonNull(input.customer().getCustomerId())))));
    }

    private void readFields(
            Json.Member member, Map<String, Field> known, CustomerBuilder customer, ValueBinding values) {
        String pointer = "/" + member.name();
        switch (member.value()) {
            case Json.Null _ -> {}
            case Json.Obj(List<Json.Member> members) -> {
                for (Json.Member m : members) {
                    Field field = known.get(m.name());
                    if (ignored.contains(m.name())) {
                        continue;
                    }
                    if (field == null) {
                        customer.faults.add(unknownName(
                                customer.faults.size(),
                                pointer,
                                m.name(),
                                m.value().displayValue(),
                                known.keySet()));
                    } else {
                        customer.put(pointer, field, values.fromJson(field, pointer, m.value()));
                    }
                }
            }
            case Json.Arr _, Json.Str _, Json.Num _, Json.Bool _ ->
                customer.faults.add(ValueBinding.wrongJsonType(
                        pointer, member.value(), Message.of("input.value.object-of-values")));
        }
    }

    private void readRecords(Json.Member member, CustomerBuilder customer, ValueBinding values) {
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
                    rows.add(readRecord(items.get(i), pointer + "/" + i, fields, customer, values));
                }
                switch (member.name()) {
                    case "purchases" -> customer.purchases = CustomerRecords.purchases(rows, customer);
                    case "contacts" -> customer.contacts = CustomerRecords.contacts(rows, customer);
                    default -> customer.complaints = CustomerRecords.complaints(rows, customer);
                }
            }
            case Json.Obj _, Json.Str _, Json.Num _, Json.Bool _ ->
                customer.faults.add(
                        ValueBinding.wrongJsonType(pointer, member.value(), Message.of("input.value.list")));
        }
    }

    private Map<String, Object> readRecord(
            Json json, String pointer, Map<String, Field> fields, CustomerBuilder customer, ValueBinding values) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (!(json instanceof Json.Obj(List<Json.Member> members))) {
            customer.faults.add(ValueBinding.wrongJsonType(pointer, json, Message.of("input.value.object")));
            return row;
        }
        Set<String> wrong = new HashSet<>();
        for (Json.Member m : members) {
            Field field = fields.get(m.name());
            if (field == null) {
                customer.faults.add(unknownName(
                        customer.faults.size(), pointer, m.name(), m.value().displayValue(), fields.keySet()));
                continue;
            }
            Object value = values.fromJson(field, pointer, m.value());
            if (value != null) {
                row.put(m.name(), value);
                if (value instanceof LocalDate date) {
                    customer.checkNotAfterAsOf(Json.pointer(pointer, m.name()), m.name(), date);
                }
            } else if (!(m.value() instanceof Json.Null)) {
                wrong.add(m.name());
            }
        }
        for (String required : fields.containsKey("amount") ? List.of("date", "amount") : List.of("date")) {
            if (!row.containsKey(required) && !wrong.contains(required)) {
                customer.faults.add(CustomerBuilder.missing(
                        Json.pointer(pointer, required),
                        required,
                        ValueBinding.expected(Objects.requireNonNull(fields.get(required)))));
            }
        }
        if (row.get("date") instanceof LocalDate date
                && row.get("resolved") instanceof LocalDate resolved
                && resolved.isBefore(date)) {
            customer.faults.add(new InputFault(
                    "contradiction",
                    Json.pointer(pointer, "resolved"),
                    resolved.toString(),
                    Message.of("input.contradiction.day.expected", "date", date),
                    Message.of("input.contradiction.day.message", "resolved", resolved, "date", date)));
        }
        return row;
    }

    private InputFault unknownMember(int faultsBefore, Json.Member member) {
        String name = member.name();
        String near = InputFault.nearest(faultsBefore, name, MEMBERS);
        Text message = Message.of("input.unknown-member.message", "name", name);
        return new InputFault(
                "unknown-member",
                Json.pointer("", name),
                member.value().displayValue(),
                Message.of("input.unknown-member.expected", "members", MEMBERS),
                facts.containsKey(name)
                        ? ValueBinding.withHint(message, Message.of("input.hint.in-facts"))
                        : attributes.containsKey(name)
                                ? ValueBinding.withHint(message, Message.of("input.hint.in-attributes"))
                                : ValueBinding.didYouMean(message, near));
    }

    private InputFault unknownName(
            int faultsBefore, String parent, String name, @Nullable Object value, Collection<String> known) {
        Field elsewhere = ruleset.dictionary().find(name).orElse(null);
        String near = InputFault.nearest(faultsBefore, name, known);
        @Nullable Text hint = null;
        if (TOP_LEVEL_FACTS.contains(name) && parent.equals("/facts")) {
            hint = Message.of("input.hint.next-to-facts");
        } else if (parent.equals("/facts") && attributes.containsKey(name)) {
            hint = Message.of("input.hint.in-attributes");
        } else if (parent.equals("/attributes") && facts.containsKey(name)) {
            hint = Message.of("input.hint.in-facts");
        } else if (elsewhere != null && elsewhere.kind() == FieldKind.MEASURE && !elsewhere.isInput()) {
            hint = Message.of("input.hint.computed");
        } else if (elsewhere != null && elsewhere.kind() == FieldKind.OUTCOME) {
            hint = Message.of("input.hint.decided");
        }
        Text message = Message.of("input.unknown-name.message", "name", name);
        Text expected = !near.isEmpty()
                ? Text.same(near)
                : known.size() <= 8
                        ? Message.of("input.unknown-name.one-of", "known", known)
                        : Message.of("input.unknown-name.any");
        return new InputFault(
                "unknown-name",
                Json.pointer(parent, name),
                value,
                expected,
                hint == null ? ValueBinding.didYouMean(message, near) : ValueBinding.withHint(message, hint));
    }

    private static Field field(String name, FieldType type, List<String> codes) {
        return Field.of(name, FieldKind.FACT, type, codes);
    }

    private static Map<String, Field> byName(Field... terms) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field field : terms) {
            byName.put(field.name(), field);
        }
        return byName;
    }
}
