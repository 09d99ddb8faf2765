package io.tenure.api.authoring;

import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// Maps the rejections of the package `release` to problems.
public final class RejectionProblem {
    private RejectionProblem() {}

    /// The problem of a change that was not made.
    public static Problem of(Rejected rejected) {
        int status = switch (rejected.code()) {
            case NO_SUCH_DRAFT, NO_SUCH_RELEASE -> 404;
            case DRAFT_CHANGED -> 412;
            case BAD_FILE, ACTIVATION_IN_PAST, UNKNOWN_CONFLICT -> 400;
            case NEEDS_RULE_ENGINEER, SELF_APPROVAL, NOT_AN_AUTHOR -> 403;
            case ALREADY_PUBLISHED,
                    STALE_DRAFT,
                    REBASE_CONFLICT,
                    ALREADY_SCHEDULED,
                    NOT_SCHEDULED,
                    UNACKNOWLEDGED_WARNINGS,
                    NO_IMPACT_RUN,
                    IMPACT_RUN_TOO_SMALL,
                    LEVEL_CHANGE_EXCEEDED -> 409;
        };
        Text title = switch (status) {
            case 404 -> Message.of("api.rejection.not-found");
            case 403 -> Message.of("api.rejection.not-allowed");
            case 400 -> Message.of("api.shared.bad-input");
            default -> Message.of("api.rejection.conflict");
        };
        return Problem.of(
                        status,
                        rejected.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        title,
                        rejected.detail())
                .withFaults(faults(rejected.findings()));
    }

    /// The problem of a bundle with errors.
    public static Problem of(List<Finding> findings) {
        long errors = Finding.count(findings, Finding.Severity.ERROR);
        return Problem.of(
                        422,
                        "rules-have-errors",
                        Message.of("api.rules-have-errors.title"),
                        Message.of("api.rules-have-errors.detail", "errors", errors))
                .withFaults(faults(findings));
    }

    /// A native binary can't write workbooks.
    public static Problem noAnnotatedWorkbooks() {
        return unsupportedInNative(Message.of("api.unsupported-in-native.detail"));
    }

    /// A native binary can't do what was asked for.
    public static Problem unsupportedInNative(Message detail) {
        return Problem.of(501, "unsupported-in-native", Message.of("api.unsupported-in-native.title"), detail);
    }

    /// A workbook has more cells than can be annotated.
    static Problem tooLargeToAnnotate(int maxCells) {
        return Problem.of(
                422,
                "too-large-to-annotate",
                Message.of("api.too-large-to-annotate.title"),
                Message.of("api.too-large-to-annotate.detail", "maxCells", maxCells));
    }

    /// The library that writes workbooks fails on one.
    static Problem cannotAnnotate() {
        return Problem.of(
                422,
                "cannot-annotate",
                Message.of("api.cannot-annotate.title"),
                Message.of("api.cannot-annotate.detail"));
    }

    private static List<InputFault> faults(List<Finding> findings) {
        return findings.stream()
                .map(f -> new InputFault(f.code(), f.address().toString(), f.content(), f.fix(), f.message()))
                .toList();
    }
}
