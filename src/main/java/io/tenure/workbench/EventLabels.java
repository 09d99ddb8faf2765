package io.tenure.workbench;

import io.tenure.text.Message;
import io.tenure.text.Text;

/// The names of contacts and feedback for people.
final class EventLabels {
    private EventLabels() {}

    /// @param type `CONTACT`, or the type of the feedback
    static Text of(String type) {
        return switch (type) {
            case "CONTACT" -> Message.of("workbench.event.contact");
            case "PRESENTED" -> Message.of("workbench.event.presented");
            case "ACCEPTED" -> Message.of("workbench.event.accepted");
            case "DECLINED" -> Message.of("workbench.event.declined");
            case "WITHDRAWN" -> Message.of("workbench.event.withdrawn");
            case "PURCHASED" -> Message.of("workbench.event.purchased");
            case "COMPLAINED" -> Message.of("workbench.event.complained");
            case "LEFT" -> Message.of("workbench.event.left");
            default -> Text.same(type);
        };
    }
}
