package io.tenure.release;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/// A file that a draft adds, replaces or deletes.
@Entity
@Table(name = "draft_file")
class DraftFileEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    int draft;
    String path;

    /// Empty where the file is deleted. Read when asked for, so that lists of drafts don't load it.
    @Basic(fetch = FetchType.LAZY)
    byte[] content;

    /// Bytes of the content.
    @Formula("length(content)")
    int size;

    boolean deleted;
    String author;
    boolean byRuleEngineer;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected DraftFileEntity() {}

    DraftFileEntity(int draft, String path, byte @Nullable [] content, Draft.Editor editor) {
        this.draft = draft;
        this.path = path;
        replace(content, editor);
    }

    /// Replaces the content by what a merge makes of it, which is still its author's change.
    ///
    /// @param merged null where the file is deleted
    final void merge(byte @Nullable [] merged) {
        replace(merged, new Draft.Editor(author, byRuleEngineer));
    }

    /// @param newContent null where the file is deleted
    final void replace(byte @Nullable [] newContent, Draft.Editor editor) {
        content = newContent == null ? new byte[0] : newContent;
        size = content.length;
        deleted = newContent == null;
        author = editor.name();
        byRuleEngineer = editor.ruleEngineer();
    }
}
