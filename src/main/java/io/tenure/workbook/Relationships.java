package io.tenure.workbook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The parts that one part of a workbook uses, and for what. Only these say which part is what: names are free.
record Relationships(List<Relationship> all) {

    /// The use of one part.
    ///
    /// @param id by which the using part refers to it
    /// @param use the last word of its type, in lower case, alike in transitional and strict files: `worksheet`
    /// @param part name of the part as [WorkbookParts] has it; it may not exist
    record Relationship(String id, String use, String part) {}

    /// What a part uses.
    ///
    /// @param source name of the part; empty for the file itself
    static Relationships of(WorkbookParts parts, String source) throws XMLStreamException, InvalidWorkbookException {
        var content = parts.byName().get(partOf(source));
        var all = new ArrayList<Relationship>();
        if (content == null) {
            return new Relationships(all);
        }
        var reader = XmlReader.of(content);
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT
                    || !reader.getLocalName().equals("Relationship")) {
                continue;
            }
            var id = reader.getAttributeValue(null, "Id");
            var type = reader.getAttributeValue(null, "Type");
            var target = reader.getAttributeValue(null, "Target");
            var isExternal = "external".equalsIgnoreCase(reader.getAttributeValue(null, "TargetMode"));
            if (id != null && type != null && target != null && !isExternal) {
                var use = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                all.add(new Relationship(
                        id, use, resolve(parts, source.substring(0, source.lastIndexOf('/') + 1), target)));
            }
        }
        return new Relationships(all);
    }

    /// The name of the part that says what a part uses.
    static String partOf(String source) {
        var slash = source.lastIndexOf('/') + 1;
        return source.substring(0, slash) + "_rels/" + source.substring(slash) + ".rels";
    }

    /// The first part of a use, if there is one.
    Optional<String> partFor(String use) {
        return all.stream()
                .filter(r -> r.use.equals(use))
                .map(Relationship::part)
                .findFirst();
    }

    Optional<Relationship> withId(@Nullable String id) {
        return all.stream().filter(r -> r.id.equals(id)).findFirst();
    }

    private static String resolve(WorkbookParts parts, String folder, String target) {
        var path = target.replace('\\', '/');
        var segments = new ArrayDeque<String>();
        for (var segment : (path.startsWith("/") ? path : folder + path).split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        var name = String.join("/", segments).toLowerCase(Locale.ROOT);
        return parts.byName().containsKey(name) ? name : decoded(name);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }
}
