package io.tenure.decision;

import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Purchase;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Ruleset;
import io.tenure.value.Aggregates;
import io.tenure.value.Contradiction;
import io.tenure.value.Measuring;
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
final class Presented {
    final List<Fault> faults = new ArrayList<>();

    @Nullable
    List<Purchase> purchases;

    @Nullable
    List<Contact> contacts;

    @Nullable
    List<Complaint> complaints;

    private final Ruleset ruleset;
    private final Measuring measuring;
    private final Clock clock;
    private final String factsAt;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> measures = new LinkedHashMap<>();
    private final Map<String, String> pointers = new HashMap<>();
    private final Set<String> named = new HashSet<>();

    private Presented(Ruleset ruleset, Measuring measuring, Clock clock, String factsAt) {
        this.ruleset = ruleset;
        this.measuring = measuring;
        this.clock = clock;
        this.factsAt = factsAt;
    }

    /// A customer whose facts stand in an object of their own.
    static Presented inJson(Ruleset ruleset, Measuring measuring, Clock clock) {
        return new Presented(ruleset, measuring, clock, "/facts");
    }

    /// A customer whose facts are the columns of a row.
    static Presented inRow(Ruleset ruleset, Measuring measuring, Clock clock) {
        return new Presented(ruleset, measuring, clock, "");
    }

    void put(String parent, Term term, @Nullable Object value) {
        named.add(term.name());
        if (value != null) {
            (term.kind() == Kind.MEASURE ? measures : facts).put(term.name(), value);
            pointers.put(term.name(), parent);
        }
    }

    @Nullable
    LocalDate asOf() {
        return (LocalDate) facts.get("asOf");
    }

    boolean isFaulty() {
        return !faults.isEmpty();
    }

    void checkNotAfterAsOf(String pointer, String name, LocalDate date) {
        LocalDate asOf = asOf();
        if (asOf != null && date.isAfter(asOf)) {
            faults.add(new Fault(
                    "after-as-of",
                    pointer,
                    date.toString(),
                    new Text("a day up to asOf, " + asOf, "不晚于asOf（" + asOf + "）的日期"),
                    new Text(
                            "%s is %s, after asOf %s.".formatted(name, date, asOf),
                            "%s为%s，晚于asOf %s。".formatted(name, date, asOf))));
        }
    }

    Reading reading() {
        requireHead();
        checkDays();
        checkCount();
        if (isFaulty()) {
            return new Reading.Faulty(faults);
        }
        return derived();
    }

    static Fault missing(String pointer, String name, Text expected) {
        return new Fault(
                "missing",
                pointer,
                null,
                expected,
                new Text("%s is missing.".formatted(name), "缺少%s。".formatted(name)));
    }

    private void requireHead() {
        Dictionary dictionary = ruleset.dictionary();
        for (String name : List.of("customerId", "asOf", "relationshipType")) {
            // A value that was there and wrong has its own fault already.
            boolean faulted = named.contains(name)
                    && faults.stream().anyMatch(f -> lastOf(f.pointer()).equals(name));
            if (!facts.containsKey(name) && !faulted) {
                String parent = name.equals("relationshipType") ? factsAt : "";
                faults.add(missing(Json.pointer(parent, name), name, Typing.expected(dictionary.require(name))));
            }
        }
    }

    private static String lastOf(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private void checkDays() {
        LocalDate asOf = asOf();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        if (asOf != null && asOf.isAfter(today)) {
            faults.add(new Fault(
                    "in-the-future",
                    at("asOf"),
                    asOf.toString(),
                    new Text("a day up to today", "不晚于今天的日期"),
                    new Text(
                            "asOf is %s; what is not yet known cannot be decided on.".formatted(asOf),
                            "asOf为%s；无法依据尚未发生的事实决策。".formatted(asOf))));
        }
        for (String name : List.of("firstContactDate", "firstPurchaseDate", "lastPurchaseDate")) {
            if (facts.get(name) instanceof LocalDate date) {
                checkNotAfterAsOf(at(name), name, date);
            }
        }
        if (facts.get("firstPurchaseDate") instanceof LocalDate first
                && facts.get("lastPurchaseDate") instanceof LocalDate last
                && first.isAfter(last)) {
            faults.add(contradiction("firstPurchaseDate", first, "lastPurchaseDate", last));
        }
    }

    private void checkCount() {
        if (Integer.valueOf(0).equals(facts.get("purchaseCount"))) {
            if (facts.get("lastPurchaseDate") instanceof LocalDate last) {
                faults.add(contradiction("purchaseCount", 0, "lastPurchaseDate", last));
            }
            if (measures.get("recencyDays") instanceof Integer days) {
                faults.add(contradiction("purchaseCount", 0, "recencyDays", days));
            }
        }
    }

    private Fault contradiction(String name, Object value, String otherName, Object other) {
        return new Fault(
                "contradiction",
                at(name),
                value instanceof LocalDate ? value.toString() : value,
                new Text("what agrees with %s".formatted(otherName), "与%s一致的值".formatted(otherName)),
                new Text(
                        "%s %s contradicts %s %s.".formatted(name, value, otherName, other),
                        "%s %s与%s %s矛盾。".formatted(name, value, otherName, other)));
    }

    /// Where a name stands, or would stand.
    private String at(String name) {
        return Json.pointer(pointers.getOrDefault(name, factsAt), name);
    }

    /// Adds what follows from the records; what was given as well must agree with it.
    private Reading derived() {
        Map<String, Object> derived = Aggregates.of(Objects.requireNonNull(asOf()), purchases, contacts, complaints);
        addContradictions(Contradiction.between(ruleset.dictionary(), facts, derived));
        derived.forEach(facts::putIfAbsent);
        Case presented = new Case(
                Customer.of(ruleset.dictionary(), facts, orNone(purchases), orNone(contacts), orNone(complaints)),
                measures);
        addContradictions(measuring.contradictions(presented));
        return isFaulty()
                ? new Reading.Faulty(faults)
                : new Reading.Read((String) Objects.requireNonNull(facts.get("customerId")), presented);
    }

    private void addContradictions(List<Contradiction> contradictions) {
        for (Contradiction c : contradictions) {
            faults.add(differs(c.name(), c.given(), c.derived()));
        }
    }

    private Fault differs(String name, Object given, Object derived) {
        String here = shown(given);
        String there = shown(derived);
        return new Fault(
                "contradiction",
                at(name),
                given instanceof LocalDate ? here : given,
                new Text(there, there),
                new Text(
                        "%s is given as %s, but what else is given makes it %s; give one of the two."
                                .formatted(name, here, there),
                        "%s给出为%s，但由其他数据得出%s；请只给出其一。".formatted(name, here, there)));
    }

    private static String shown(Object value) {
        return value instanceof Double d ? AnswerWriter.plain(d) : value.toString();
    }

    private static <T> List<T> orNone(@Nullable List<T> records) {
        return records == null ? List.of() : records;
    }
}
