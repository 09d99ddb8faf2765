package io.tenure.release;

import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Instant;
import java.util.List;

/// The result of a change to drafts or releases.
public sealed interface ReleaseResult {
    /// The result of creating or changing a draft.
    sealed interface DraftResult extends ReleaseResult permits Updated, Rejected {}

    /// The result of publishing or activating.
    sealed interface PublishResult extends ReleaseResult permits Published, NotPublishable, Rejected {
        /// All findings, sorted.
        List<Finding> findings();
    }

    /// The draft was created or changed.
    ///
    /// @param draft as it is now
    record Updated(Draft draft) implements DraftResult {}

    /// The release is stored, and active from a moment on.
    ///
    /// @param hash of its ruleset
    record Published(int release, String hash, Instant activeFrom, List<Finding> findings) implements PublishResult {
        public Published {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// The bundle has errors: nothing was stored, and what was active still is.
    record NotPublishable(List<Finding> findings) implements PublishResult {
        public NotPublishable {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// The change was not made, for a reason other than errors in the files.
    ///
    /// @param findings what it is about; often empty
    record Rejected(RejectionCode code, Text detail, List<Finding> findings) implements DraftResult, PublishResult {
        public Rejected {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }

        static Rejected of(RejectionCode code, Text detail) {
            return new Rejected(code, detail, List.of());
        }

        static Rejected noDraft(int id) {
            return of(RejectionCode.NO_SUCH_DRAFT, Message.of("release.no-such-draft", "id", id));
        }

        static Rejected noRelease(int number) {
            return of(RejectionCode.NO_SUCH_RELEASE, Message.of("release.no-such-release", "number", number));
        }

        /// The reason for the audit log, in English.
        String auditDetail() {
            return code + ": " + detail.en();
        }
    }

    /// Why a change was rejected, for programs.
    enum RejectionCode {
        NO_SUCH_DRAFT,
        NO_SUCH_RELEASE,
        ALREADY_PUBLISHED,
        DRAFT_CHANGED,
        BAD_FILE,
        NEEDS_RULE_ENGINEER,
        SELF_APPROVAL,
        STALE_DRAFT,
        REBASE_CONFLICT,
        UNKNOWN_CONFLICT,
        NOT_AN_AUTHOR,
        ALREADY_SCHEDULED,
        NOT_SCHEDULED,
        UNACKNOWLEDGED_WARNINGS,
        NO_IMPACT_RUN,
        IMPACT_RUN_TOO_SMALL,
        LEVEL_CHANGE_EXCEEDED,
        ACTIVATION_IN_PAST
    }
}
