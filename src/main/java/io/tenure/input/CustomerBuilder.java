package io.tenure.input;

import io.tenure.bundle.Ruleset;
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
import io.tenure.text.NumberText;
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

/// One customer while being read: typed values as they come, and the faults found so far.
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

    private CustomerBuilder(Ruleset ruleset, MeasureCalculator measuring, Clock clock, String factsAt) {
        this.ruleset = ruleset;
        this.calculator = measuring;
        this.clock = clock;
        this.factsPointer = factsAt;
    }

    /// A customer whose facts stand in an object of their own.
    static CustomerBuilder forJson(Ruleset ruleset, MeasureCalculator measuring, Clock clock) {
        return new CustomerBuilder(ruleset, measuring, clock, "/facts");
    }

    /// A customer whose facts are the columns of a row.
    static CustomerBuilder forRow(Ruleset ruleset, MeasureCalculator measuring, Clock clock) {
        return new CustomerBuilder(ruleset, measuring, clock, "");
    }

    void put(String parent, Field term, @Nullable Object value) {
        presentNames.add(term.name());
        if (value != null) {
            (term.kind() == FieldKind.MEASURE ? measures : facts).put(term.name(), value);
            pointers.put(term.name(), parent);
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

    CustomerReading build() {
        checkRequired();
        checkDates();
        checkPurchaseCount();
        if (hasFaults()) {
            return new CustomerReading.Invalid(faults);
        }
        return buildWithDerivedFacts();
    }

    static InputFault missing(String pointer, String name, Text expected) {
        return new InputFault("missing", pointer, null, expected, Message.of("input.missing.message", "name", name));
    }

    private void checkRequired() {
        Dictionary dictionary = ruleset.dictionary();
        for (String name : List.of("customerId", "asOf", "relationshipType")) {
            // A value that was there and wrong has its own fault already.
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
        if (facts.get("firstPurchaseDate") instanceof LocalDate first
                && facts.get("lastPurchaseDate") instanceof LocalDate last
                && first.isAfter(last)) {
            faults.add(contradiction("firstPurchaseDate", first, "lastPurchaseDate", last));
        }
    }

    private void checkPurchaseCount() {
        if (Integer.valueOf(0).equals(facts.get("purchaseCount"))) {
            if (facts.get("lastPurchaseDate") instanceof LocalDate last) {
                faults.add(contradiction("purchaseCount", 0, "lastPurchaseDate", last));
            }
            if (measures.get("recencyDays") instanceof Integer days) {
                faults.add(contradiction("purchaseCount", 0, "recencyDays", days));
            }
        }
    }

    private InputFault contradiction(String name, Object value, String otherName, Object other) {
        return new InputFault(
                "contradiction",
                pointerTo(name),
                value instanceof LocalDate ? value.toString() : value,
                Message.of("input.contradiction.what-agrees.expected", "otherName", otherName),
                Message.of(
                        "input.contradiction.what-agrees.message",
                        "name",
                        name,
                        "value",
                        value,
                        "otherName",
                        otherName,
                        "other",
                        other));
    }

    /// Where a name stands, or would stand.
    private String pointerTo(String name) {
        return Json.pointer(pointers.getOrDefault(name, factsPointer), name);
    }

    /// Adds what follows from the records; what was given as well must agree with it.
    private CustomerReading buildWithDerivedFacts() {
        Map<String, Object> derived = Aggregates.of(Objects.requireNonNull(asOf()), purchases, contacts, complaints);
        addContradictions(Contradiction.findAll(ruleset.dictionary(), facts, derived));
        derived.forEach(facts::putIfAbsent);
        DecisionInput presented = new DecisionInput(
                Customer.of(ruleset.dictionary(), facts, orEmpty(purchases), orEmpty(contacts), orEmpty(complaints)),
                measures);
        addContradictions(calculator.contradictions(presented));
        return hasFaults()
                ? new CustomerReading.Invalid(faults)
                : new CustomerReading.Valid((String) Objects.requireNonNull(facts.get("customerId")), presented);
    }

    private void addContradictions(List<Contradiction> contradictions) {
        for (Contradiction c : contradictions) {
            faults.add(derivedContradiction(c.name(), c.input(), c.derived()));
        }
    }

    private InputFault derivedContradiction(String name, Object given, Object derived) {
        String here = displayValue(given);
        String there = displayValue(derived);
        return new InputFault(
                "contradiction",
                pointerTo(name),
                given instanceof LocalDate ? here : given,
                Text.of(there, there),
                Message.of("input.contradiction.given-but-what.message", "name", name, "here", here, "there", there));
    }

    private static String displayValue(Object value) {
        return value instanceof Double d ? NumberText.plain(d) : value.toString();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> records) {
        return records == null ? List.of() : records;
    }
}
