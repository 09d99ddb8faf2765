package io.tenure.api;

import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.release.Rejected;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// Why a change was not made, as a problem.
final class RejectionProblem {
    private RejectionProblem() {}

    static Problem of(Rejected declined) {
        int status = switch (declined.code()) {
            case NO_SUCH_DRAFT, NO_SUCH_RELEASE -> 404;
            case CHANGED_MEANWHILE -> 412;
            case BAD_FILE, IN_THE_PAST -> 400;
            case NEEDS_RULE_ENGINEER, SAME_PERSON -> 403;
            case ALREADY_PUBLISHED,
                    STALE,
                    CONFLICT,
                    SCHEDULED_ALREADY,
                    NOT_SCHEDULED,
                    UNACKNOWLEDGED_WARNINGS,
                    NO_IMPACT_RUN,
                    TOO_MUCH_CHANGE -> 409;
        };
        Text title = switch (status) {
            case 404 -> new Text("Not found", "未找到");
            case 403 -> new Text("Not allowed", "无权限");
            case 400 -> new Text("Bad input", "输入有误");
            default -> new Text("In conflict", "存在冲突");
        };
        return Problem.of(
                        status,
                        declined.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        title,
                        declined.detail())
                .withFaults(faults(declined.findings()));
    }

    /// The bundle has errors.
    static Problem of(List<Finding> findings) {
        long errors = Views.count(findings, Finding.Severity.ERROR);
        return Problem.of(
                        422,
                        "rules-have-errors",
                        new Text("The rules have errors", "规则有错误"),
                        new Text(
                                String.format(Locale.ROOT, "%d errors; nothing was published.", errors),
                                String.format(Locale.ROOT, "%d处错误；未发布。", errors)))
                .withFaults(faults(findings));
    }

    /// What a native binary can't give.
    static Problem noAnnotatedWorkbooks() {
        return Problem.of(
                501,
                "not-in-native",
                new Text("Not in a native binary", "原生程序不支持"),
                new Text(
                        "This Tenure is a native binary, which writes no workbooks; ask for the findings as JSON or text,"
                                + " or ask a Tenure that runs on a JVM.",
                        "此Tenure是原生程序，无法写入工作簿；请以JSON或文本形式获取检查结果，或使用JVM版Tenure。"));
    }

    private static List<InputFault> faults(List<Finding> findings) {
        return findings.stream()
                .map(f -> new InputFault(f.code(), f.address().toString(), f.content(), f.fix(), f.message()))
                .toList();
    }
}
