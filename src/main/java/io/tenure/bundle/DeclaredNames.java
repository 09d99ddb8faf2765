package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.parser.MissingNames;
import io.tenure.text.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names that the settings declare, against those that tables and rules use.
final class DeclaredNames {
    private DeclaredNames() {}

    /// Why names may be missing.
    ///
    /// @param actions place of each action by its code
    /// @param mentioned every name that tables and rules use, with the number of cells that do
    static MissingNames missing(
            ParameterReader.Content parameters,
            OwnFields own,
            Map<String, Address> actions,
            Map<String, Integer> mentioned,
            FormerSettings former,
            Map<String, Address> unreadable) {
        var faulty = new HashMap<>(own.faulty());
        faulty.putAll(parameters.faulty());
        var unused = new LinkedHashMap<>(parameters.unused());
        addUnused(actions, mentioned.keySet(), unused);
        addUnused(own.places(), mentioned.keySet(), unused);
        return new MissingNames(
                faulty,
                unused,
                mentioned.entrySet().stream()
                        .filter(name -> name.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                former.names(),
                unreadable);
    }

    private static void addUnused(Map<String, Address> declared, Set<String> used, Map<String, Address> unused) {
        declared.forEach((name, address) -> {
            if (!used.contains(name)) {
                unused.putIfAbsent(name, address);
            }
        });
    }

    /// The places of the actions in their sheet.
    static Map<String, Address> places(Map<String, Action> actions, @Nullable SettingsSheet sheet) {
        var places = new LinkedHashMap<String, Address>();
        if (sheet != null) {
            actions.forEach((code, action) -> places.put(code, sheet.address(action.row(), "code")));
        }
        return places;
    }

    private static String nearer(String name, String a, String b) {
        return Dictionary.distance(name, b) < Dictionary.distance(name, a) ? b : a;
    }

    /// Reports the names that cells use under another name than the settings give them.
    static void reportRenamed(Settings settings, FindingCollector findings) {
        var missing = settings.missing();
        var used = new LinkedHashMap<String, String>();
        var established = new TreeSet<>(missing.repeated());
        established.addAll(missing.former());
        established.stream()
                .filter(name -> !settings.parameters().values().containsKey(name)
                        && !settings.actions().containsKey(name)
                        && !missing.faulty().containsKey(name)
                        && settings.dictionary().find(name).isEmpty())
                .forEach(name -> missing.renamed(name)
                        .ifPresent(other -> used.merge(other, name, (a, b) -> nearer(other, a, b))));
        used.forEach((other, name) -> {
            var address = missing.unused().get(other);
            if (address != null && findings.causes(address) && !findings.hasErrorAt(address)) {
                findings.error(
                        "renamed-name",
                        address,
                        other,
                        Message.of("bundle.renamed-name.message", "other", other, "name", name),
                        Message.of("bundle.renamed-name.fix", "other", other, "name", name));
            }
        });
    }
}
