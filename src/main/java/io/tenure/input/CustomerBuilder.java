package io.tenure.input;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Purchase;
import io.tenure.measure.Aggregates;
import io.tenure.measure.Contradiction;
import io.tenure.measure.MeasureCalculator;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A customer being read: the typed values so far, and the faults found.
final class CustomerBuilder {
    final List<InputFault> faults = new ArrayList<>();

    @Nullable
    List<Purchase> purchases;

    @Nullable
    List<Contact> contacts;

    @Nullable
    List<Complaint> complaints;

    private final Ruleset ruleset;
    private final MeasureCalculator calculator;
    private final Clock clock;
    private final String factsPointer;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> measures = new LinkedHashMap<>();
    private final Map<String, String> pointers = new HashMap<>();
    private final Set<String> presentNames = new HashSet<>();

    private CustomerBuilder(Ruleset ruleset, MeasureCalculator calculator, Clock clock, String factsPointer) {
        this.ruleset = ruleset;
        this.calculator = calculator;
        this.clock = clock;
        this.factsPointer = factsPointer;
    }

    /// For JSON, where facts are members of `/facts`.
    static CustomerBuilder forJson(Ruleset ruleset, MeasureCalculator calculator, Clock clock) {
        return new CustomerBuilder(ruleset, calculator, clock, "/facts");
    }

    /// For a row of a file, where facts are columns next to `customerId` and `asOf`.
    static CustomerBuilder forRow(Ruleset ruleset, MeasureCalculator calculator, Clock clock) {
        return new CustomerBuilder(ruleset, calculator, clock, "");
    }

    void put(String parent, Field field, @Nullable Object value) {
        presentNames.add(field.name());
        if (value != null) {
            (field.kind() == FieldKind.MEASURE ? measures : facts).put(field.name(), value);
            pointers.put(field.name(), parent);
        }
    }

    @Nullable
    LocalDate asOf() {
        return (LocalDate) facts.get("asOf");
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    void checkNotAfterAsOf(String pointer, String name, LocalDate date) {
        LocalDate asOf = asOf();
        if (asOf != null && date.isAfter(asOf)) {
            faults.add(new InputFault(
                    "after-as-of",
                    pointer,
                    date.toString(),
                    Message.of("input.after-as-of.expected", "asOf", asOf),
                    Message.of("input.after-as-of.message", "name", name, "date", date, "asOf", asOf)));
        }
    }

    Checked<DecisionInput, InputFault> build() {
        checkRequired();
        checkDates();
        if (hasFaults()) {
            addBrokenRules(facts);
            return new Checked.Invalid<>(faults);
        }
        return buildWithDerivedFacts();
    }

    static InputFault missing(String pointer, String name, Text expected) {
        return new InputFault("missing", pointer, null, expected, Message.of("input.missing.message", "name", name));
    }

    private void checkRequired() {
        Dictionary dictionary = ruleset.dictionary();
        for (String name : List.of("customerId", "asOf", "relationshipType")) {
            // A value that is present but wrong already has a fault of its own.
            boolean faulted = presentNames.contains(name)
                    && faults.stream().anyMatch(f -> lastSegment(f.pointer()).equals(name));
            if (!facts.containsKey(name) && !faulted) {
                String parent = name.equals("relationshipType") ? factsPointer : "";
                faults.add(missing(Json.pointer(parent, name), name, ValueBinding.expected(dictionary.require(name))));
            }
        }
    }

    private static String lastSegment(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private void checkDates() {
        LocalDate asOf = asOf();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        if (asOf != null && asOf.isAfter(today)) {
            faults.add(new InputFault(
                    "in-the-future",
                    pointerTo("asOf"),
                    asOf.toString(),
                    Message.of("input.in-the-future.expected"),
                    Message.of("input.in-the-future.message", "asOf", asOf)));
        }
        for (String name : List.of("firstContactDate", "firstPurchaseDate", "lastPurchaseDate")) {
            if (facts.get(name) instanceof LocalDate date) {
                checkNotAfterAsOf(pointerTo(name), name, date);
            }
        }
    }

    /// Adds a fault for each two values that can't both be true.
    private void addBrokenRules(Map<String, ?> known) {
        LocalDate asOf = asOf();
        if (asOf == null) {
            return;
        }
        KnownValues values = new KnownValues(asOf, known, measures, purchases != null, complaints);
        for (ContradictionRules.Rule rule : ContradictionRules.broken(values)) {
            Object value = Objects.requireNonNull(values.get(rule.name()));
            Object other = Objects.requireNonNull(values.get(rule.otherName()));
            // One of the two can be derived from records; the other is then the one that was given.
            boolean otherWay = !pointers.containsKey(rule.name()) && pointers.containsKey(rule.otherName());
            faults.add(new InputFault(
                    "contradiction",
                    pointerTo(otherWay ? rule.otherName() : rule.name()),
                    jsonValue(otherWay ? other : value),
                    Message.of(
                            "input.contradiction.names.expected",
                            "otherName",
                            otherWay ? rule.name() : rule.otherName()),
                    rule.message(values)));
        }
    }

    /// The JSON pointer to a name, whether it is present or missing.
    private String pointerTo(String name) {
        return Json.pointer(pointers.getOrDefault(name, factsPointer), name);
    }

    /// Adds the facts that follow from purchases, contacts and complaints. A fact that was given too must agree.
    private Checked<DecisionInput, InputFault> buildWithDerivedFacts() {
        Map<String, Object> derived = Aggregates.of(Objects.requireNonNull(asOf()), purchases, contacts, complaints);
        addContradictions(Contradiction.findAll(ruleset.dictionary(), facts, derived));
        Map<String, Object> known = new LinkedHashMap<>(facts);
        derived.forEach(known::putIfAbsent);
        // What contradicts the records already would contradict what follows from them as well.
        addBrokenRules(hasFaults() ? facts : known);
        DecisionInput input = new DecisionInput(
                Customer.of(ruleset.dictionary(), known, orEmpty(purchases), orEmpty(contacts), orEmpty(complaints)),
                measures);
        addContradictions(calculator.contradictions(input));
        return hasFaults() ? new Checked.Invalid<>(faults) : Checked.valid(input);
    }

    private void addContradictions(List<Contradiction> contradictions) {
        for (Contradiction c : contradictions) {
            faults.add(derivedContradiction(c.name(), c.input(), c.derived()));
        }
    }

    private InputFault derivedContradiction(String name, Object input, Object derived) {
        return new InputFault(
                "contradiction",
                pointerTo(name),
                jsonValue(input),
                Text.same(KnownValues.displayValue(derived)),
                KnownValues.disagreement(name, input, derived));
    }

    private static Object jsonValue(Object value) {
        return value instanceof LocalDate ? value.toString() : value;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> records) {
        return records == null ? List.of() : records;
    }
}
