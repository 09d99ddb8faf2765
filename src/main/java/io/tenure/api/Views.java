package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Change;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.Finding;
import io.tenure.release.Draft;
import io.tenure.release.PublishResult;
import io.tenure.release.Publisher;
import io.tenure.release.Releases;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the API shows.
@RegisterForReflection
final class Views {
    private Views() {}

    @Schema(name = "Draft", description = "A bundle on its way to becoming a release")
    record DraftView(
            int id,

            @Schema(description = "The release it is laid over")
            int base,

            @Schema(description = "Counts its changes; also its ETag")
            int version,

            Set<String> authors,
            String comment,
            Instant createdAt,
            Instant changedAt,

            @Schema(description = "What it was published as", nullable = true) @Nullable
            Integer release,

            List<DraftChangeView> changes) {
        static DraftView of(Draft draft) {
            return new DraftView(
                    draft.id(),
                    draft.base(),
                    draft.version(),
                    draft.authors(),
                    draft.comment(),
                    draft.createdAt(),
                    draft.changedAt(),
                    draft.release(),
                    draft.changes().stream()
                            .map(c -> new DraftChangeView(c.path(), c.removed(), c.size(), c.author()))
                            .toList());
        }
    }

    @Schema(name = "DraftChange", description = "A file added, replaced or taken out")
    record DraftChangeView(String path, boolean removed, int size, String author) {}

    @Schema(name = "Drafts")
    record DraftsView(List<DraftView> drafts) {}

    @Schema(name = "Release", description = "A published bundle")
    record ReleaseView(
            int release,
            String hash,
            String author,
            @Schema(nullable = true) @Nullable String approver,
            String comment,
            Instant createdAt,
            boolean active) {
        static ReleaseView of(Releases.Release release, int active) {
            return new ReleaseView(
                    release.number(),
                    release.hash(),
                    release.author(),
                    release.approver(),
                    release.comment(),
                    release.createdAt(),
                    release.number() == active);
        }
    }

    @Schema(name = "Activation", description = "A moment from which a release decided, or will decide")
    record ActivationView(int release, Instant from, String by, Instant at, boolean withdrawn) {}

    @Schema(name = "Releases")
    record ReleasesView(List<ReleaseView> releases, List<ActivationView> activations) {}

    @Schema(name = "Finding", description = "One thing wrong or doubtful in a bundle")
    record FindingView(
            Finding.Severity severity,
            String code,
            String file,
            String sheet,

            @Schema(description = "The cell, or the line of a DRL file; empty for a sheet or file")
            String cell,

            @Schema(description = "File, sheet and cell in one; what an acknowledgement may name")
            String address,

            String content,
            String message,
            String mend) {
        static FindingView of(Finding finding, Locale locale) {
            return new FindingView(
                    finding.severity(),
                    finding.code(),
                    finding.address().file(),
                    finding.address().sheet(),
                    finding.address().cell(),
                    finding.address().toString(),
                    finding.content(),
                    finding.message().in(locale),
                    finding.fix().in(locale));
        }

        static List<FindingView> of(List<Finding> findings, Locale locale) {
            return findings.stream().map(f -> of(f, locale)).toList();
        }
    }

    @Schema(name = "Check", description = "What reading, analysing, compiling and trying a draft found")
    record CheckView(
            int draft,
            int version,
            int base,

            @Schema(description = "Whether it could be published: no errors")
            boolean publishable,

            long errors,
            long warnings,
            long notes,
            List<FindingView> findings) {
        static CheckView of(Publisher.DraftCheck checked, Locale locale) {
            return new CheckView(
                    checked.draft().id(),
                    checked.draft().version(),
                    checked.draft().base(),
                    checked.publishable(),
                    count(checked.findings(), Finding.Severity.ERROR),
                    count(checked.findings(), Finding.Severity.WARNING),
                    count(checked.findings(), Finding.Severity.NOTE),
                    FindingView.of(checked.findings(), locale));
        }
    }

    @Schema(name = "Change", description = "One difference between two rulesets")
    record RulesetChangeView(
            Change.Element what,
            Change.Operation how,
            String table,
            String subject,
            String part,

            @Schema(description = "Where it stood; null for what is added", nullable = true) @Nullable
            String before,

            @Schema(description = "Where it stands; null for what is gone", nullable = true) @Nullable
            String after,

            String from,
            String to) {}

    @Schema(name = "Diff", description = "What differs between two rulesets")
    record DiffView(String from, String to, List<RulesetChangeView> changes) {
        static DiffView of(String from, String to, RulesetDiff diff) {
            return new DiffView(
                    from,
                    to,
                    diff.changes().stream()
                            .map(c -> new RulesetChangeView(
                                    c.element(),
                                    c.operation(),
                                    c.table(),
                                    c.subject(),
                                    c.part(),
                                    c.oldAddress() == null
                                            ? null
                                            : c.oldAddress().toString(),
                                    c.newAddress() == null
                                            ? null
                                            : c.newAddress().toString(),
                                    c.oldValue(),
                                    c.newValue()))
                            .toList());
        }
    }

    @Schema(name = "Approval", description = "What somebody says who lets a draft decide")
    record ApprovalView(
            @Schema(description = "The version that was looked at", nullable = true) @Nullable
            Integer version,

            @Schema(description = "Lets every warning stand", nullable = true) @Nullable
            Boolean acknowledgeWarnings,

            @Schema(description = "Codes or addresses of warnings that may stand", nullable = true) @Nullable
            List<String> acknowledge,

            @Schema(description = "Whether it may replace what was published since its base", nullable = true) @Nullable
            Boolean confirmStale,

            @Schema(description = "The moment from which it decides; none for now", nullable = true) @Nullable
            Instant from,

            @Schema(nullable = true) @Nullable String comment,

            @Schema(description = "Why it may change more than the limit allows", nullable = true) @Nullable
            String override) {}

    @Schema(name = "Published", description = "It is stored, and decides from that moment on")
    record PublishedView(int release, String hash, Instant from, List<FindingView> findings) {
        static PublishedView of(PublishResult.Published published, Locale locale) {
            return new PublishedView(
                    published.release(),
                    published.hash(),
                    published.from(),
                    FindingView.of(published.findings(), locale));
        }
    }

    @Schema(name = "AuditEntry")
    record AuditEntryView(
            long id, Instant at, String actor, String operation, String subject, boolean succeeded, String detail) {}

    @Schema(name = "Audit")
    record AuditView(List<AuditEntryView> entries) {}

    static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
