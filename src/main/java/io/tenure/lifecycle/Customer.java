package io.tenure.lifecycle;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about one customer at `asOf`: a value for each fact of the [Dictionary], null where unknown.
///
/// Immutable. The getters of the facts, which rules written in DRL use, are generated from the dictionary.
public final class Customer extends CustomerFacts {
    private static final int CONTACT_WINDOW_DAYS = 30;

    private final List<Purchase> purchases;
    private final List<Contact> contacts;
    private final List<Complaint> complaints;

    private Customer(
            List<Field> fields,
            @Nullable Object[] values,
            List<Purchase> purchases,
            List<Contact> contacts,
            List<Complaint> complaints) {
        super(fields, values);
        this.purchases = List.copyOf(purchases);
        this.contacts = List.copyOf(contacts);
        this.complaints = List.copyOf(complaints);
    }

    /// A customer whose facts are already of the dictionary's types; names the dictionary lacks are a bug.
    public static Customer of(Dictionary dictionary, Map<String, ?> facts) {
        return of(dictionary, facts, List.of(), List.of(), List.of());
    }

    /// A customer with the records that its aggregates were derived from.
    public static Customer of(
            Dictionary dictionary,
            Map<String, ?> facts,
            List<Purchase> purchases,
            List<Contact> contacts,
            List<Complaint> complaints) {
        return new Customer(
                dictionary.fields(FieldKind.FACT),
                byIndex(dictionary, FieldKind.FACT, facts),
                purchases,
                contacts,
                complaints);
    }

    /// The same customer with other facts. Another day of the decision counts the days to the records anew, and
    /// `contactsLast30d` those contacts on record that are within its window then.
    ///
    /// @param others values by fact, of the facts' types
    public Customer with(Map<Field, Object> others) {
        @Nullable Object[] changed = values.clone();
        others.forEach((field, value) -> {
            if (field.kind() == FieldKind.FACT) {
                changed[field.index()] = value;
            }
        });
        LocalDate before = getAsOf();
        Customer customer = new Customer(fields, changed, purchases, contacts, complaints);
        LocalDate after = customer.getAsOf();
        return before == null || after == null || before.equals(after)
                ? customer
                : customer.later((int) ChronoUnit.DAYS.between(before, after), others);
    }

    private Customer later(int days, Map<Field, Object> given) {
        @Nullable Object[] later = values.clone();
        Integer contacted = getContactsLast30d();
        if (contacted != null) {
            fields.stream()
                    .filter(field -> field.name().equals("contactsLast30d") && !given.containsKey(field))
                    .forEach(field ->
                            later[field.index()] = Math.max(0, contacted - recentContacts(0) + recentContacts(days)));
        }
        return new Customer(
                fields,
                later,
                purchases.stream()
                        .map(p -> new Purchase(p.date(), p.daysAgo() + days, p.amount(), p.margin()))
                        .toList(),
                contacts.stream()
                        .map(c -> new Contact(c.date(), c.daysAgo() + days, c.channel(), c.action()))
                        .toList(),
                complaints.stream()
                        .map(c -> new Complaint(c.date(), c.daysAgo() + days, c.topic(), c.resolved(), c.repeated()))
                        .toList());
    }

    /// The contacts on record that are within the window of `contactsLast30d` some days later.
    private int recentContacts(int daysLater) {
        return (int) contacts.stream()
                .mapToInt(contact -> contact.daysAgo() + daysLater)
                .filter(daysAgo -> daysAgo >= 0 && daysAgo < CONTACT_WINDOW_DAYS)
                .count();
    }

    /// The day of the last purchase, given or counted back from the days since; null where neither is known.
    ///
    /// @param daysSince null for unknown
    public @Nullable LocalDate lastPurchase(@Nullable Integer daysSince) {
        LocalDate given = getLastPurchaseDate();
        LocalDate asOf = getAsOf();
        return given != null || asOf == null || daysSince == null ? given : asOf.minusDays(daysSince);
    }

    public List<Purchase> purchases() {
        return purchases;
    }

    public List<Contact> contacts() {
        return contacts;
    }

    public List<Complaint> complaints() {
        return complaints;
    }

    /// The facts by name, for those that the site has added: `attribute["region"] == "NORTH"`.
    public Map<String, Object> getAttribute() {
        return byName();
    }
}
