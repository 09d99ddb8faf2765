package io.tenure.input;

import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Purchases, contacts and complaints, made from their typed values; null where a customer already has faults.
final class CustomerRecords {
    private CustomerRecords() {}

    static @Nullable List<Purchase> purchases(List<Map<String, Object>> rows, CustomerBuilder customer) {
        LocalDate asOf = customer.asOf();
        if (asOf == null || customer.hasFaults()) {
            return null;
        }
        return rows.stream()
                .map(r -> new Purchase(date(r), daysAgo(r, asOf), amount(r), (Double) r.get("margin")))
                .toList();
    }

    static @Nullable List<Contact> contacts(List<Map<String, Object>> rows, CustomerBuilder customer) {
        LocalDate asOf = customer.asOf();
        if (asOf == null || customer.hasFaults()) {
            return null;
        }
        return rows.stream()
                .map(r -> new Contact(date(r), daysAgo(r, asOf), (String) r.get("channel"), (String) r.get("action")))
                .toList();
    }

    static @Nullable List<Complaint> complaints(List<Map<String, Object>> rows, CustomerBuilder customer) {
        LocalDate asOf = customer.asOf();
        if (asOf == null || customer.hasFaults()) {
            return null;
        }
        Set<String> topics = new HashSet<>();
        return rows.stream()
                .sorted(Comparator.comparing(CustomerRecords::date))
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
}
