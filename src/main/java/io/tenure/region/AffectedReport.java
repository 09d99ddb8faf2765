package io.tenure.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.text.Message;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who is affected by an edit.
///
/// @param nobodyElse whether it is proven that no decision changes outside the regions of edited tables
/// @param statement the same in words
/// @param notProven why it isn't proven; empty where it is
/// @param regions those of edited tables first, then those of tables that read what changed
/// @param moreRegions how many others there are
/// @param notFollowed what may change too, but only for customers of the regions
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AffectedReport", description = "Who is affected by an edit, and whether nobody else is")
public record AffectedReport(
        boolean nobodyElse,
        String statement,
        List<String> notProven,
        List<AffectedRegion> regions,
        int moreRegions,
        List<String> notFollowed) {
    private static final int MAX_EXAMPLE_FACTS = 12;
    private static final int MAX_BOXES = 3;

    public AffectedReport {
        notProven = List.copyOf(notProven);
        regions = List.copyOf(regions);
        notFollowed = List.copyOf(notFollowed);
    }

    /// The report for people: the regions of edited tables whole, and of the tables that read what changed, what
    /// changes in them.
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder(statement).append('\n');
        notProven.forEach(reason -> text.append("  ").append(reason).append('\n'));
        Map<String, Set<String>> later = new LinkedHashMap<>();
        for (AffectedRegion region : regions) {
            if (region.edited()) {
                text.append('\n').append(regionText(region, locale));
            } else {
                later.computeIfAbsent(region.table() + ": " + region.name(), _ -> new LinkedHashSet<>())
                        .add(quoted(region.before(), locale) + " -> " + quoted(region.after(), locale));
            }
        }
        if (!later.isEmpty()) {
            text.append('\n')
                    .append(Message.of("region.later.heading").in(locale))
                    .append('\n');
            later.forEach((name, changes) -> text.append("  ")
                    .append(name)
                    .append(' ')
                    .append(String.join(", ", changes))
                    .append('\n'));
        }
        if (moreRegions > 0) {
            text.append('\n')
                    .append(Message.of("region.more-regions", "count", moreRegions)
                            .in(locale))
                    .append('\n');
        }
        if (!notFollowed.isEmpty()) {
            text.append('\n')
                    .append(Message.of("region.not-followed.heading").in(locale))
                    .append('\n');
            notFollowed.forEach(name -> text.append("  ").append(name).append('\n'));
        }
        return text.toString();
    }

    private static String regionText(AffectedRegion region, Locale locale) {
        StringBuilder text = new StringBuilder();
        text.append(Message.of(
                                "region.heading",
                                "table",
                                region.table(),
                                "name",
                                region.name(),
                                "before",
                                shown(region.before(), locale),
                                "after",
                                shown(region.after(), locale))
                        .in(locale))
                .append('\n');
        line(
                Message.of(
                        "region.cells",
                        "cells",
                        region.cells().stream().map(AffectedReport::cell).collect(Collectors.joining("; "))),
                locale,
                text);
        region.conditions().stream()
                .limit(MAX_BOXES)
                .forEach(box -> line(
                        box.isEmpty()
                                ? Message.of("region.everybody")
                                : Message.of(
                                        "region.condition",
                                        "conditions",
                                        box.stream()
                                                .map(AffectedReport::condition)
                                                .collect(Collectors.joining(", "))),
                        locale,
                        text));
        if (region.conditions().size() > MAX_BOXES) {
            line(
                    Message.of(
                            "region.more-conditions",
                            "count",
                            region.conditions().size() - MAX_BOXES),
                    locale,
                    text);
        }
        AffectedExample example = region.example();
        line(
                example == null
                        ? Message.of("region.no-example")
                        : Message.of("region.example", "facts", facts(region, example)),
                locale,
                text);
        if (example != null) {
            line(
                    Message.of(
                            "region.example-changes",
                            "changes",
                            example.changes().stream()
                                    .filter(change -> !change.name().equals("ranking")
                                            && !change.name().equals(DecisionDifference.CANDIDATES)
                                            && !change.name().equals(DecisionDifference.EXCLUSIONS))
                                    .map(change -> change.name() + " " + shown(change.before(), locale) + " -> "
                                            + shown(change.after(), locale))
                                    .collect(Collectors.joining(", "))),
                    locale,
                    text);
        }
        return text.toString();
    }

    /// The facts that the region asks about first, since a customer can have many.
    private static String facts(AffectedRegion region, AffectedExample example) {
        Map<String, String> facts = new TreeMap<>(example.facts());
        facts.remove("customerId");
        List<String> names = region.conditions().stream()
                .flatMap(List::stream)
                .map(RegionCondition::name)
                .distinct()
                .filter(facts::containsKey)
                .collect(Collectors.toList());
        facts.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        String shown = names.stream()
                .limit(MAX_EXAMPLE_FACTS)
                .map(name -> name + " " + facts.get(name))
                .collect(Collectors.joining(", "));
        return names.size() > MAX_EXAMPLE_FACTS ? shown + ", …" : shown;
    }

    private static void line(Message message, Locale locale, StringBuilder text) {
        text.append("  ").append(message.in(locale)).append('\n');
    }

    private static String condition(RegionCondition condition) {
        return condition.name() + ": " + condition.meaning();
    }

    private static String cell(EditedCell cell) {
        String at = cell.sheet() + " " + cell.cell() + " " + cell.subject();
        String part = cell.part().isEmpty() ? "" : " " + cell.part();
        return at + part + " \"" + cell.before() + "\" -> \"" + cell.after() + "\"";
    }

    private static String quoted(@Nullable String value, Locale locale) {
        return value == null ? shown(null, locale) : '"' + value + '"';
    }

    private static String shown(@Nullable String value, Locale locale) {
        return Objects.requireNonNullElseGet(
                value, () -> Message.of("region.nothing").in(locale));
    }
}
