package io.tenure.workbench;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names of audited operations for people.
final class OperationLabels {
    private static final Map<String, Text> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("draft-create", Message.of("workbench.operation.draft-create"));
        LABELS.put("draft-upload", Message.of("workbench.operation.draft-upload"));
        LABELS.put("draft-remove", Message.of("workbench.operation.draft-remove"));
        LABELS.put("draft-rebase", Message.of("workbench.operation.draft-rebase"));
        LABELS.put("draft-delete", Message.of("workbench.operation.draft-delete"));
        LABELS.put("impact", Message.of("workbench.operation.impact"));
        LABELS.put("approval-request", Message.of("workbench.operation.approval-request"));
        LABELS.put("publish", Message.of("workbench.operation.publish"));
        LABELS.put("override", Message.of("workbench.operation.override"));
        LABELS.put("schedule", Message.of("workbench.operation.schedule"));
        LABELS.put("activate", Message.of("workbench.operation.activate"));
        LABELS.put("activation-cancel", Message.of("workbench.operation.activation-cancel"));
        LABELS.put("customers-read", Message.of("workbench.operation.customers-read"));
        LABELS.put("customers-backtest", Message.of("workbench.operation.customers-backtest"));
        LABELS.put("timeline-read", Message.of("workbench.operation.timeline-read"));
        LABELS.put("decisions-read", Message.of("workbench.operation.decisions-read"));
        LABELS.put("decision-read", Message.of("workbench.operation.decision-read"));
        LABELS.put("decision-explain", Message.of("workbench.operation.decision-explain"));
        LABELS.put("decision-letter", Message.of("workbench.operation.decision-letter"));
        LABELS.put("decision-what-if", Message.of("workbench.operation.decision-what-if"));
        LABELS.put("decision-replay", Message.of("workbench.operation.decision-replay"));
        LABELS.put("decision-keep", Message.of("workbench.operation.decision-keep"));
        LABELS.put("feedback-read", Message.of("workbench.operation.feedback-read"));
        LABELS.put("customer-erase", Message.of("workbench.operation.customer-erase"));
        LABELS.put("data-retention", Message.of("workbench.operation.data-retention"));
        LABELS.put("session-open", Message.of("workbench.operation.session-open"));
        LABELS.put("sign-in", Message.of("workbench.operation.sign-in"));
        LABELS.put("person-add", Message.of("workbench.operation.person-add"));
        LABELS.put("person-password", Message.of("workbench.operation.person-password"));
        LABELS.put("person-disable", Message.of("workbench.operation.person-disable"));
        LABELS.put("token-create", Message.of("workbench.operation.token-create"));
        LABELS.put("token-revoke", Message.of("workbench.operation.token-revoke"));
        LABELS.put("key-rotation-start", Message.of("workbench.operation.key-rotation-start"));
        LABELS.put("key-rotation-complete", Message.of("workbench.operation.key-rotation-complete"));
        LABELS.put("request", Message.of("workbench.operation.request"));
    }

    /// All that can be searched for, in the order in which they are listed: rules, customers, people, the service.
    static final List<String> OPERATIONS = List.copyOf(LABELS.keySet());

    private OperationLabels() {}

    /// @param operation as the audit log names it; the name itself where there is no other
    static Text of(String operation) {
        Text label = LABELS.get(operation);
        return label == null ? Text.same(operation) : label;
    }
}
