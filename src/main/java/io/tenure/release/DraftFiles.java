package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of table `draft_file`.
@Singleton
class DraftFiles implements PanacheRepository<DraftFileEntity> {
    /// The files of a draft by their paths.
    List<DraftFileEntity> of(int draft) {
        return list("draft", Sort.by("path"), draft);
    }

    /// The content of a file that a draft changes; null where the draft deletes it.
    record Content(String path, byte @Nullable [] bytes) {}

    /// The contents of a draft's files, all in one query.
    List<Content> contents(int draft) {
        return getEntityManager()
                .createQuery(
                        "select f.path, f.deleted, f.content from DraftFileEntity f where f.draft = ?1", Object[].class)
                .setParameter(1, draft)
                .getResultStream()
                .map(row -> new Content((String) row[0], (boolean) row[1] ? null : (byte[]) row[2]))
                .toList();
    }

    Optional<DraftFileEntity> find(int draft, String path) {
        return find("draft = ?1 and path = ?2", draft, path).firstResultOptional();
    }
}
