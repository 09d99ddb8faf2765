package io.tenure.lifecycle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about one customer at `asOf`: a value for each fact of the [Dictionary], null where unknown.
///
/// Immutable. The getters of the facts, which rules written in DRL use, are generated from the dictionary.
public final class Customer extends CustomerFacts {
    private final List<Purchase> purchases;
    private final List<Contact> contacts;
    private final List<Complaint> complaints;

    private Customer(
            Dictionary dictionary,
            @Nullable Object[] values,
            List<Purchase> purchases,
            List<Contact> contacts,
            List<Complaint> complaints) {
        super(dictionary.fields(FieldKind.FACT), values);
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
        return new Customer(dictionary, byIndex(dictionary, FieldKind.FACT, facts), purchases, contacts, complaints);
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
