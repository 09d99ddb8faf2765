package io.tenure.release;

import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// A change that was asked for and not made, though nothing is wrong with the files themselves.
///
/// @param findings what it is about; often empty
public record Rejected(RejectionCode code, Text detail, List<Finding> findings) implements DraftResult, PublishResult {
    /// The reason, for programs.
    public enum RejectionCode {
        NO_SUCH_DRAFT,
        NO_SUCH_RELEASE,
        ALREADY_PUBLISHED,
        CHANGED_MEANWHILE,
        BAD_FILE,
        NEEDS_RULE_ENGINEER,
        SAME_PERSON,
        STALE,
        CONFLICT,
        SCHEDULED_ALREADY,
        NOT_SCHEDULED,
        UNACKNOWLEDGED_WARNINGS,
        NO_IMPACT_RUN,
        TOO_MUCH_CHANGE,
        IN_THE_PAST
    }

    public Rejected {
        findings = findings.stream().sorted(Finding.ORDER).toList();
    }

    static Rejected of(RejectionCode why, Text words) {
        return new Rejected(why, words, List.of());
    }

    static Rejected noDraft(int id) {
        return of(RejectionCode.NO_SUCH_DRAFT, Message.of("release.no-such-draft.title", "id", id));
    }

    static Rejected noRelease(int number) {
        return of(RejectionCode.NO_SUCH_RELEASE, Message.of("release.no-such-release.title", "number", number));
    }
}
