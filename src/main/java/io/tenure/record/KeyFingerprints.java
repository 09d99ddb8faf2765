package io.tenure.record;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fingerprints of the keys that the database was written with, so that an instance with other keys doesn't start.
///
/// It would find no customer, or encrypt under a number that belongs to another key, which no setting can decrypt.
@Singleton
final class KeyFingerprints {
    private final Database database;

    KeyFingerprints(Database database) {
        this.database = database;
    }

    /// Stores the fingerprints of keys that are new. Of instances that start at the same time, one is first.
    ///
    /// @throws ConfigurationException if the database was written with other keys, all of which are named; then
    ///     nothing is stored
    void check(PayloadCipher cipher) {
        database.transaction(connection -> {
            List<String> faults = faults(stored(connection, cipher.keyFingerprints()), cipher.keyFingerprints());
            if (!faults.isEmpty()) {
                throw new ConfigurationException(String.join(" ", faults));
            }
            return 0;
        });
    }

    /// In the order of the names, so that two instances don't wait for each other.
    private static Map<String, byte[]> stored(Connection connection, SortedMap<String, byte[]> given)
            throws SQLException {
        record Row(String name, byte[] fingerprint) {}
        for (Map.Entry<String, byte[]> key : given.entrySet()) {
            Database.execute(
                    connection,
                    "insert into key_fingerprint (name, fingerprint) values (?, ?) on conflict do nothing",
                    key.getKey(),
                    key.getValue());
        }
        Map<String, byte[]> stored = new TreeMap<>();
        Database.list(
                        connection,
                        r -> new Row(r.getString(1), r.getBytes(2)),
                        "select name, fingerprint from key_fingerprint")
                .forEach(row -> stored.put(row.name, row.fingerprint));
        return stored;
    }

    private static List<String> faults(Map<String, byte[]> stored, Map<String, byte[]> given) {
        List<String> faults = new ArrayList<>();
        given.forEach((name, fingerprint) -> {
            if (!MessageDigest.isEqual(fingerprint, stored.get(name))) {
                faults.add(
                        name.equals(PayloadCipher.PSEUDONYM_KEY)
                                ? "tenure.record.pseudonym-key is not the key that this database was written with; set"
                                        + " that one, since no customer on record is found by another."
                                : "The encryption key " + name + " in tenure.record.encryption-keys is not the key "
                                        + name
                                        + " that this database was written with; set that one, and give a new key"
                                        + " another number.");
            }
        });
        return faults;
    }
}
