package io.tenure.workbench;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// The names of audited operations for people.
final class OperationLabels {
    /// All that can be searched for, in the order in which they are listed: rules, customers, people, the service.
    static final List<String> OPERATIONS = List.of(
            "draft-create",
            "draft-upload",
            "draft-remove",
            "draft-rebase",
            "draft-delete",
            "impact",
            "approval-request",
            "publish",
            "override",
            "schedule",
            "activate",
            "activation-cancel",
            "customers-read",
            "customers-backtest",
            "timeline-read",
            "decisions-read",
            "decision-read",
            "decision-explain",
            "decision-letter",
            "decision-what-if",
            "decision-replay",
            "decision-keep",
            "feedback-read",
            "customer-erase",
            "data-retention",
            "session-open",
            "sign-in",
            "person-add",
            "person-password",
            "person-disable",
            "token-create",
            "token-revoke",
            "key-rotation-start",
            "key-rotation-complete",
            "request");

    private OperationLabels() {}

    /// @param operation as the audit log names it; the name itself where there is no other
    static Text of(String operation) {
        return switch (operation) {
            case "draft-create" -> Message.of("workbench.operation.draft-create");
            case "draft-upload" -> Message.of("workbench.operation.draft-upload");
            case "draft-remove" -> Message.of("workbench.operation.draft-remove");
            case "draft-rebase" -> Message.of("workbench.operation.draft-rebase");
            case "draft-delete" -> Message.of("workbench.operation.draft-delete");
            case "impact" -> Message.of("workbench.operation.impact");
            case "approval-request" -> Message.of("workbench.operation.approval-request");
            case "publish" -> Message.of("workbench.operation.publish");
            case "override" -> Message.of("workbench.operation.override");
            case "schedule" -> Message.of("workbench.operation.schedule");
            case "activate" -> Message.of("workbench.operation.activate");
            case "activation-cancel" -> Message.of("workbench.operation.activation-cancel");
            case "customers-read" -> Message.of("workbench.operation.customers-read");
            case "customers-backtest" -> Message.of("workbench.operation.customers-backtest");
            case "timeline-read" -> Message.of("workbench.operation.timeline-read");
            case "decisions-read" -> Message.of("workbench.operation.decisions-read");
            case "decision-read" -> Message.of("workbench.operation.decision-read");
            case "decision-explain" -> Message.of("workbench.operation.decision-explain");
            case "decision-letter" -> Message.of("workbench.operation.decision-letter");
            case "decision-what-if" -> Message.of("workbench.operation.decision-what-if");
            case "decision-replay" -> Message.of("workbench.operation.decision-replay");
            case "decision-keep" -> Message.of("workbench.operation.decision-keep");
            case "feedback-read" -> Message.of("workbench.operation.feedback-read");
            case "customer-erase" -> Message.of("workbench.operation.customer-erase");
            case "data-retention" -> Message.of("workbench.operation.data-retention");
            case "session-open" -> Message.of("workbench.operation.session-open");
            case "sign-in" -> Message.of("workbench.operation.sign-in");
            case "person-add" -> Message.of("workbench.operation.person-add");
            case "person-password" -> Message.of("workbench.operation.person-password");
            case "person-disable" -> Message.of("workbench.operation.person-disable");
            case "token-create" -> Message.of("workbench.operation.token-create");
            case "token-revoke" -> Message.of("workbench.operation.token-revoke");
            case "key-rotation-start" -> Message.of("workbench.operation.key-rotation-start");
            case "key-rotation-complete" -> Message.of("workbench.operation.key-rotation-complete");
            case "request" -> Message.of("workbench.operation.request");
            default -> Text.same(operation);
        };
    }
}
