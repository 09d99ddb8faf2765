package io.tenure.workbench;

import io.tenure.decision.Fault;
import io.tenure.decision.Problem;
import io.tenure.lifecycle.Text;
import io.tenure.release.Declined;
import io.tenure.ruleset.Finding;
import java.util.List;
import java.util.Locale;

/// Why a change was not made, as a problem.
final class Refusal {
    private Refusal() {}

    static Problem of(Declined declined) {
        int status = switch (declined.why()) {
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
                        declined.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        title,
                        declined.detail())
                .with(faults(declined.findings()));
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
                .with(faults(findings));
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

    private static List<Fault> faults(List<Finding> findings) {
        return findings.stream()
                .map(f -> new Fault(f.code(), f.address().toString(), f.content(), f.mend(), f.message()))
                .toList();
    }
}
