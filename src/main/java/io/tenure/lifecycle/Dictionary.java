package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Every name that facts, tables and rules may use, with its type, unit, range and meaning.
///
/// The one source of the JSON schema, the CSV header, the types of table cells and the getters that DRL sees.
/// Immutable; [#with(List, Map)] adds a ruleset's own.
public final class Dictionary {
    private static final int MAX_COMPARED_LENGTH = 100;
    public static final int MAX_COMPARED_NAMES = 2_000;
    private static final String RETENTION_LEVEL = "retentionLevel";
    private static final String CANDIDATE_LEVEL = "candidate.level";
    /// Ends the codes to which a ruleset may add.
    private static final String MORE_CODES = "|…";
    private static final Dictionary STANDARD = read();

    private final Map<String, Field> byName;
    private final Map<FieldKind, List<Field>> byKind;

    private Dictionary(Collection<Field> fields) {
        byName = new LinkedHashMap<>();
        byKind = new EnumMap<>(FieldKind.class);
        for (Field field : fields) {
            byName.put(field.name(), field);
        }
        for (FieldKind kind : FieldKind.values()) {
            byKind.put(kind, fields.stream().filter(t -> t.kind() == kind).toList());
        }
    }

    /// The names that every Tenure knows.
    public static Dictionary standard() {
        return STANDARD;
    }

    /// This dictionary with a ruleset's own fields behind the standard ones of their kind.
    public Dictionary with(List<Field> own) {
        return with(own, Map.of());
    }

    /// This dictionary with a ruleset's own fields behind the standard ones of their kind, and with more codes behind
    /// those of the fields that it names.
    ///
    /// @param moreCodes by the name of a field of `own`, or of one that [Field#moreCodes()] says may have more;
    ///     those of `retentionLevel` are levels of actions too
    public Dictionary with(List<Field> own, Map<String, List<String>> moreCodes) {
        if (own.isEmpty() && moreCodes.isEmpty()) {
            return this;
        }
        Map<FieldKind, Integer> next = new EnumMap<>(FieldKind.class);
        List<Field> all = new ArrayList<>();
        for (Field field : byName.values()) {
            String source = field.name().equals(CANDIDATE_LEVEL) ? RETENTION_LEVEL : field.name();
            all.add(field.at(field.index(), moreCodes.getOrDefault(source, List.of())));
            next.merge(field.kind(), 1, Integer::sum);
        }
        for (Field field : own) {
            int place = next.merge(field.kind(), 1, Integer::sum) - 1;
            all.add(field.at(place, moreCodes.getOrDefault(field.name(), List.of())));
        }
        return new Dictionary(all);
    }

    public Optional<Field> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The field of a name that must be there; its absence is a bug, not an input fault.
    public Field require(String name) {
        Field field = byName.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no such name: " + name);
        }
        return field;
    }

    /// The fields of a kind, by index.
    public List<Field> fields(FieldKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /// The facts that a ruleset adds.
    public List<Field> ownFacts() {
        return own(FieldKind.FACT);
    }

    /// The outcomes that a ruleset adds.
    public List<Field> ownOutcomes() {
        return own(FieldKind.OUTCOME);
    }

    /// The parts of candidates that a ruleset adds.
    public List<Field> ownParts() {
        return own(FieldKind.ITEM);
    }

    private List<Field> own(FieldKind kind) {
        List<Field> all = fields(kind);
        return all.subList(STANDARD.fields(kind).size(), all.size());
    }

    public Collection<Field> all() {
        return byName.values();
    }

    /// The fields a caller may give, facts first, in the dictionary's order.
    public List<Field> inputs() {
        return byName.values().stream().filter(Field::isInput).toList();
    }

    /// The known name nearest to a mistyped one, if one is near enough to be meant. For long names, and among very
    /// many, none is looked for.
    public static Optional<String> nearest(String name, Collection<String> known) {
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        if (name.length() > MAX_COMPARED_LENGTH || known.size() > MAX_COMPARED_NAMES) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        for (String candidate : known) {
            // Words differ by no less than their lengths do.
            int distance = Math.abs(name.length() - candidate.length()) < least
                    ? distance(lower, candidate.toLowerCase(java.util.Locale.ROOT))
                    : least;
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /// How many letters have to be changed, added or taken away to make one word of another.
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static Dictionary read() {
        try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.csv");
                CSVParser lines = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<FieldKind, Integer> indices = new EnumMap<>(FieldKind.class);
            List<Field> fields = new ArrayList<>();
            for (CSVRecord f : lines) {
                FieldKind kind = FieldKind.valueOf(f.get(1));
                boolean moreCodes = f.get(6).endsWith(MORE_CODES);
                String codes = moreCodes ? f.get(6).substring(0, f.get(6).length() - MORE_CODES.length()) : f.get(6);
                fields.add(new Field(
                        f.get(0),
                        kind,
                        FieldType.valueOf(f.get(2)),
                        f.get(3),
                        number(f.get(4)),
                        number(f.get(5)),
                        codes.isEmpty() ? List.of() : List.of(codes.split("\\|")),
                        moreCodes,
                        f.get(7).isEmpty() ? Field.OverrideRule.NOT_ALLOWED : Field.OverrideRule.valueOf(f.get(7)),
                        f.get(8).isEmpty() ? Field.Presence.OPTIONAL : Field.Presence.valueOf(f.get(8)),
                        Text.of(f.get("label"), f.get("labelZh")),
                        Text.of(f.get("meaning"), f.get("meaningZh")),
                        Text.of(f.get("unknown"), f.get("unknownZh")),
                        "",
                        indices.merge(kind, 1, Integer::sum) - 1));
            }
            return new Dictionary(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Double number(String field) {
        return field.isEmpty() ? null : Double.valueOf(field);
    }
}
