package io.tenure.bundle;

import io.tenure.bundle.ContactLimit.LimitKind;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.workbook.SettingsSheets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Contacts`: how often customers may be contacted.
final class ContactLimitReader {
    static final List<String> COLUMNS = List.of("name", "channel", "action", "days", "most", "reason", "reasonZh");

    /// The days to which a customer's own maximum refers.
    private static final int CAP_DAYS = 30;

    /// More contacts than any limit allows.
    private static final int MAX_CONTACTS = 36_500;

    private final SettingsSheet sheet;
    private final Map<String, Action> actions;
    private final FindingCollector findings;

    private ContactLimitReader(SettingsSheet sheet, Map<String, Action> actions, FindingCollector findings) {
        this.sheet = sheet;
        this.actions = actions;
        this.findings = findings;
    }

    /// @param sheet null where there is none
    static List<ContactLimit> read(
            @Nullable SettingsSheet sheet,
            Dictionary dictionary,
            Map<String, Action> actions,
            Map<String, Double> parameters,
            FindingCollector findings) {
        if (sheet == null) {
            return List.of();
        }
        var reader = new ContactLimitReader(sheet, actions, findings);
        var channels = dictionary.require("channelPreference").codes();
        var limits = new LinkedHashMap<String, ContactLimit>();
        for (var row : sheet.rows()) {
            var limit = reader.read(row, channels, parameters);
            if (!limit.name().isEmpty() && limits.putIfAbsent(limit.name(), limit) != null) {
                sheet.reportDuplicate(row, "name", limit.name());
            }
        }
        return List.copyOf(limits.values());
    }

    private ContactLimit read(int row, List<String> channels, Map<String, Double> parameters) {
        var name = sheet.requiredName(row, "name");
        var channel = sheet.normalizedText(row, "channel");
        var action = sheet.normalizedText(row, "action");
        if (!channel.isEmpty() && !channels.contains(channel)) {
            sheet.reportUnknown(row, "channel", channel, channels);
        }
        var kind = kind(row);
        if (!action.isEmpty() && !actions.containsKey(action)) {
            sheet.reportUnknown(row, "action", action, List.copyOf(actions.keySet()), SettingsSheets.ACTIONS);
        } else if (!action.isEmpty() && kind == LimitKind.COUNT) {
            check(row, channel, Objects.requireNonNull(actions.get(action)));
        }
        var days = kind == LimitKind.GAP ? 0 : sheet.wholeNumber(row, "days", 1, ContactLimit.MAX_DAYS);
        var most = kind == LimitKind.CAP
                ? (int) Math.ceil(parameters.getOrDefault(Settings.DEFAULT_CONTACT_CAP, 0.0))
                : sheet.wholeNumber(row, "most", 0, MAX_CONTACTS);
        if (kind == LimitKind.GAP && (most != 1 || !channel.isEmpty())) {
            reportForm(row, most != 1 ? "most" : "channel", Message.of("bundle.contact-limit.gap.fix"));
        }
        if (kind == LimitKind.CAP && (days != CAP_DAYS || !channel.isEmpty() || !action.isEmpty())) {
            reportForm(
                    row,
                    days != CAP_DAYS ? "days" : channel.isEmpty() ? "action" : "channel",
                    Message.of("bundle.contact-limit.cap.fix", "days", CAP_DAYS));
        }
        return new ContactLimit(
                kind,
                name,
                channel.isEmpty() ? null : channel,
                action.isEmpty() ? null : action,
                days,
                most,
                sheet.text(row, "reason", ""),
                Settings.FILE.substring(Settings.FILE.lastIndexOf('/') + 1),
                sheet.sheetName(),
                row);
    }

    private LimitKind kind(int row) {
        if (sheet.normalizedText(row, "days").equals(ContactLimit.MIN_GAP)) {
            return LimitKind.GAP;
        }
        return sheet.normalizedText(row, "most").equals(ContactLimit.OWN_CAP) ? LimitKind.CAP : LimitKind.COUNT;
    }

    private void reportForm(int row, String heading, Message fix) {
        findings.error(
                "contact-limit-form",
                sheet.address(row, heading),
                sheet.raw(row, heading),
                Message.of("bundle.contact-limit.form.message"),
                fix);
    }

    /// A limit on an action that is never limited, or that never uses the channel, does nothing.
    private void check(int row, String channel, Action action) {
        var unlimited = !action.selling() && !action.marketing();
        if (unlimited || (!channel.isEmpty() && !action.channels().contains(channel))) {
            findings.warning(
                    "unused-contact-limit",
                    sheet.address(row, unlimited ? "action" : "channel"),
                    unlimited ? action.code() : channel,
                    unlimited
                            ? Message.of("bundle.unused-contact-limit.action.message", "action", action.code())
                            : Message.of(
                                    "bundle.unused-contact-limit.channel.message",
                                    "action",
                                    action.code(),
                                    "channel",
                                    channel),
                    Message.of("bundle.unused-contact-limit.fix"));
        }
    }
}
