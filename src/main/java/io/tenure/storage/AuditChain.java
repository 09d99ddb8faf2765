package io.tenure.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audit log as a chain of hashes: each entry's is the SHA-256 of the one before and of the entry.
///
/// The database computes them when a transaction commits (`chain_audit_entry`), and this verifies them anew. Who
/// can change the database can also compute the whole chain anew: only a head that was kept elsewhere shows that,
/// and that the latest entries were cut off.
@Singleton
public final class AuditChain {
    private static final int PAGE = 1_000;

    private final Database database;

    AuditChain(Database database) {
        this.database = database;
    }

    /// What a verification found.
    ///
    /// @param entries how many entries were checked and are unchanged
    /// @param head the latest hash in hexadecimal digits; empty for an empty log
    /// @param broken the first entry that isn't as it was logged; empty if all are
    public record Verification(long entries, String head, Optional<Broken> broken) {}

    /// What is wrong with an entry, or with the chain.
    public enum AuditFault {
        /// The entry, or its hash, is not what was logged.
        CHANGED,
        /// An entry that was logged is gone.
        REMOVED,
        /// The entry was added past the chain.
        NOT_CHAINED,
        /// No entry has the hash that was the head once: later entries were cut off, or all hashes are new.
        HEAD_MISSING
    }

    /// @param entry id of the entry; null where that isn't known
    /// @param position its place in the chain, from 1; null where it has none
    public record Broken(
            AuditFault fault,
            @Nullable Long entry,
            @Nullable Long position) {}

    private record Link(long position, long entry, byte[] hash, byte @Nullable [] content) {}

    /// Computes every hash anew. Time grows with the log, memory doesn't.
    ///
    /// @param head a hash that was the head once, in hexadecimal digits; null to compare with none
    public Verification verify(@Nullable String head) {
        Walk walk = new Walk(head);
        boolean more = true;
        // Each page in a transaction of its own, so that a long log holds none open.
        while (more) {
            more = database.transaction(walk::nextPage);
        }
        return database.transaction(walk::result);
    }

    /// As [#verify(String)], all of it in the transaction of a connection.
    static Verification verify(Connection connection, @Nullable String head) throws SQLException {
        Walk walk = new Walk(head);
        boolean more = true;
        while (more) {
            more = walk.nextPage(connection);
        }
        return walk.result(connection);
    }

    private static final class Walk {
        private final @Nullable String expected;
        private boolean isExpectedFound;
        private byte[] last = new byte[0];
        private long position;
        private @Nullable Broken broken;

        Walk(@Nullable String expected) {
            this.expected = expected;
        }

        /// Verifies the next entries; false after the last one, and after the first that is broken.
        boolean nextPage(Connection connection) throws SQLException {
            List<Link> page = page(connection, position);
            for (Link link : page) {
                broken = fault(link);
                if (broken != null) {
                    return false;
                }
                position = link.position;
                last = link.hash;
                isExpectedFound |= HexFormat.of().formatHex(last).equals(expected);
            }
            return page.size() == PAGE;
        }

        Verification result(Connection connection) throws SQLException {
            if (broken == null) {
                broken = Database.first(
                                connection,
                                r -> r.getLong(1),
                                "select min(id) from audit where id not in (select entry from audit_chain)"
                                        + " having min(id) is not null")
                        .map(id -> new Broken(AuditFault.NOT_CHAINED, id, null))
                        .orElse(null);
            }
            if (broken == null && expected != null && !isExpectedFound) {
                broken = new Broken(AuditFault.HEAD_MISSING, null, null);
            }
            String head = Database.first(
                            connection,
                            r -> HexFormat.of().formatHex(r.getBytes(1)),
                            "select hash from audit_chain order by position desc limit 1")
                    .orElse("");
            return new Verification(position, head, Optional.ofNullable(broken));
        }

        private @Nullable Broken fault(Link link) {
            if (link.position != position + 1) {
                return new Broken(AuditFault.REMOVED, null, position + 1);
            }
            if (link.content == null) {
                return new Broken(AuditFault.REMOVED, link.entry, link.position);
            }
            return MessageDigest.isEqual(sha256(last, link.content), link.hash)
                    ? null
                    : new Broken(AuditFault.CHANGED, link.entry, link.position);
        }
    }

    private static List<Link> page(Connection connection, long after) throws SQLException {
        return Database.list(
                connection,
                r -> new Link(
                        r.getLong(1),
                        r.getLong(2),
                        r.getBytes(3),
                        r.getObject(4) == null
                                ? null
                                : content(
                                        r.getLong(2),
                                        Database.instant(r, 4),
                                        r.getString(5),
                                        r.getString(6),
                                        r.getString(7),
                                        r.getBoolean(8),
                                        r.getString(9))),
                """
                select c.position, c.entry, c.hash, a.at, a.actor, a.operation, a.subject, a.succeeded, a.detail
                from audit_chain c left join audit a on a.id = c.entry
                where c.position > ? order by c.position limit ?\
                """,
                after,
                PAGE);
    }

    /// As `chain_audit_entry` in the database has it.
    private static byte[] content(
            long id, Instant at, String actor, String operation, String subject, boolean succeeded, String detail) {
        StringBuilder content = new StringBuilder();
        for (String field : List.of(
                Long.toString(id), microseconds(at), actor, operation, subject, Boolean.toString(succeeded), detail)) {
            content.append(field.getBytes(UTF_8).length)
                    .append(':')
                    .append(field)
                    .append(',');
        }
        return content.toString().getBytes(UTF_8);
    }

    /// Since 1970. Not as a long: whoever changes an entry can give it a moment beyond those.
    private static String microseconds(Instant at) {
        return BigInteger.valueOf(at.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(at.getNano() / 1_000))
                .toString();
    }

    private static byte[] sha256(byte[] previous, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
