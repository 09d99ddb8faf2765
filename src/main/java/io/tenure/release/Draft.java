package io.tenure.release;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A bundle that may become a release, as what it changes of the release it is based on.
///
/// @param base number of that release
/// @param version counts its changes, from 1
/// @param release what it was published as; null while it is open
public record Draft(
        int id,
        int base,
        String author,
        String comment,
        Instant createdAt,
        Instant changedAt,
        int version,
        @Nullable Integer release,
        List<Change> changes) {
    /// A file that is added, replaced or deleted.
    ///
    /// @param byRuleEngineer whether its author may write code
    public record Change(String path, boolean removed, int size, String author, boolean byRuleEngineer) {}

    /// A person who works on it.
    ///
    /// @param ruleEngineer whether they may write code: DRL and free-form sheets
    public record Editor(String name, boolean ruleEngineer) {}

    public Draft {
        changes = List.copyOf(changes);
    }

    /// Everybody who worked on it.
    public Set<String> authors() {
        Set<String> authors = new TreeSet<>();
        authors.add(author);
        changes.forEach(c -> authors.add(c.author()));
        return authors;
    }
}
