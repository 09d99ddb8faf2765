package io.tenure.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Workbooks;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Purchase;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the check lets through fails no decision: random tables and rules, with copies, dates, parameters, extreme
/// numbers and unknown facts, decide random customers and give a response in both languages.
class PassingBundlesDecideTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();
    private static final LocalDate TODAY = LocalDate.of(2026, 7, 15);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        0.07,
        2,
        3,
        10,
        100,
        1e6,
        1e15,
        1e100,
        1e300,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -1e-300,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };
    private static final List<String> RULES = List.of(
            "rule \"a\" agenda-group \"stage\" when $d : Decision(stage == null) then $d.setStage(\"STABLE\"); end",
            "rule \"b\" agenda-group \"signals\" when $d : Decision() then $d.signal(\"S\", 1, \"points {riskPoints}\", \"\"); $d.signal(\"T\", 2, \"a\", \"b\"); end",
            "rule \"c\" agenda-group \"risk\" when $d : Decision(measures.clv != null, measures.clv > 0) then $d.setRiskProbability(Math.min(1.0, Math.abs(1 / $d.getMeasures().getClv()))); end",
            "rule \"d\" agenda-group \"eligibility\" when $k : Candidate(expectedMargin != null, expectedMargin < 0) then $k.exclude(\"X\", \"loses\", \"亏损\"); end",
            "rule \"e\" agenda-group \"eligibility\" when $k : Candidate(value == null) $c : Contact(action == $k.action) then $k.exclude(\"Y\", \"taken\", \"已执行\"); end",
            "rule \"f\" agenda-group \"retention\" when accumulate(Purchase($a : amount, amount > 0); $sum : sum($a), $n : count()) $d : Decision() then $d.setStageInDong(\"sum \" + $sum + \" of \" + $n); end",
            "rule \"g\" agenda-group \"pattern\" when $d : Decision() then $d.reason($d.getStage() + \" {stage} {clv}\", \"\"); $d.setPattern($d.getPattern()); end",
            "rule \"h\" agenda-group \"value\" when $d : Decision(customer.openComplaints >= 1) then $d.setValueClass(\"LOST\"); end",
            "rule \"j\" agenda-group \"risk\" when $d : Decision(measures.clv != null) then $d.reason(\"loss\", \"\"); $d.setRiskProbability(Math.log($d.getMeasures().getClv())); $d.setPotentialLoss(-1e10 * $d.getMeasures().getClv()); end",
            "rule \"k\" agenda-group \"signals\" when accumulate(Purchase($a : amount); $sum : sum($a), $n : count()) $d : Decision() then $d.signal(\"K\", (int) (1.0 * $sum / $n), \"sum \" + $sum, \"\"); $d.setOutcome(\"riskProbability\", $n); end",
            "rule \"i\" agenda-group \"value\" when exists Complaint(topic in (\"PRICE\"), resolved == null) $d : Decision() then modify($d) { setCareType(\"NONE\") } end");

    private final Map<String, byte[]> bundled = bundledSettings();

    @Test
    void randomTablesFailNoDecision() {
        int passed = 0;
        for (int seed = 0; seed < 400; seed++) {
            passed += decideAll(seed, List.of());
        }
        // The rest is refused by the check, which is another test's concern.
        assertThat(passed).isGreaterThan(50);
    }

    @Test
    void randomTablesAndRulesFailNoDecision() {
        for (int seed = 1_000; seed < 1_008; seed++) {
            Random random = new Random(seed);
            List<String> rules =
                    RULES.stream().filter(_ -> random.nextInt(4) > 0).toList();
            int from = seed;
            assertThat(IntStream.range(0, 20)
                            .map(i -> decideAll(from * 100 + i, rules))
                            .sum())
                    .as("seed %d", seed)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collect-row-without-action-cells",
                "signal-code-copied-from-a-fact",
                "comment-row-in-collect-table"
            })
    void aRowThatLacksAPartOfItsItemAddsNothing(String workbook) throws IOException {
        Map<String, byte[]> files = new HashMap<>(bundled);
        files.put(
                "decision-tables/x.xlsx",
                Files.readAllBytes(Path.of("src/test/resources/cases/ruleset/" + workbook + ".xlsx")));
        Checked<Ruleset, Finding> checked = new BundleReader().read(Bundle.of(files));
        if (checked instanceof Checked.Valid(Ruleset ruleset, var _)) {
            CompiledRuleset compiled = new Engine().compile(ruleset).orElseThrow();
            for (int seed = 0; seed < 200; seed++) {
                decide(compiled, new Random(seed));
            }
        } else {
            assertThat(checked.findings()).noneMatch(f -> f.message().en().contains("Exception"));
        }
    }

    /// 1 where the bundle of the seed passes the check.
    private int decideAll(int seed, List<String> rules) {
        Random random = new Random(seed);
        Map<String, byte[]> files = new HashMap<>(bundled);
        Workbooks workbook = Workbooks.create();
        List<String> grids = new ArrayList<>();
        for (int table = 0; table <= random.nextInt(3); table++) {
            String grid = grid(random, "T" + table);
            grids.add(grid);
            workbook.sheet("T" + table, grid);
        }
        files.put("decision-tables/random.xlsx", workbook.bytes());
        if (!rules.isEmpty()) {
            files.put(
                    "rules/random.drl",
                    ("package tenure.rules;\nimport io.tenure.lifecycle.*;\n" + String.join("\n", rules))
                            .getBytes(UTF_8));
        }
        if (!(new BundleReader().read(Bundle.of(files)) instanceof Checked.Valid(Ruleset ruleset, var _))
                || !(new Engine().compile(ruleset) instanceof Checked.Valid(CompiledRuleset compiled, var _))) {
            return 0;
        }
        for (int customer = 0; customer < 40; customer++) {
            try {
                decide(compiled, random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e + "\n" + String.join("\n\n", grids), e);
            }
        }
        return 1;
    }

    private static void decide(CompiledRuleset compiled, Random random) {
        DecisionInput input = new DecisionInput(customer(random), measures(random));
        Checked<DecisionResult, RuleFailure> decided = DecisionPipeline.decide(compiled, input);
        assertThat(decided.findings()).isEmpty();
        DecisionResponse response =
                DecisionResponse.notStored(new UUID(0, 1), Instant.EPOCH, compiled.ruleset(), decided.orElseThrow());
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            try {
                JSON.readTree(new String(
                        DecisionResponseWriter.write(response, locale).bytes(), UTF_8));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Customer customer(Random random) {
        Map<String, Object> facts = new HashMap<>();
        int known = random.nextInt(100);
        for (Field field : DICTIONARY.fields(FieldKind.FACT)) {
            Object value = value(field, random);
            if (random.nextInt(100) < known && value != null && field.accepts(value)) {
                facts.put(field.name(), value);
            }
        }
        facts.put("customerId", "c");
        facts.put("asOf", TODAY);
        List<Purchase> purchases = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new Purchase(TODAY.minusDays(i), i, number(random), random.nextBoolean() ? null : 1.0))
                .toList();
        List<Contact> contacts = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Contact(
                        TODAY.minusDays(i),
                        i,
                        random.nextBoolean() ? null : "PHONE",
                        random.nextBoolean() ? null : "SAVE_OFFER"))
                .toList();
        List<Complaint> complaints = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Complaint(TODAY.minusDays(i), i, random.nextBoolean() ? null : "PRICE", null, i > 0))
                .toList();
        return Customer.of(DICTIONARY, facts, purchases, contacts, complaints);
    }

    private static Map<String, Object> measures(Random random) {
        return random.nextBoolean() ? Map.of() : Map.of("clv", number(random));
    }

    private static Object value(Field field, Random random) {
        return switch (field.type()) {
            case INTEGER -> (int) number(random);
            case NUMBER -> number(random);
            case BOOLEAN -> random.nextBoolean();
            case CODE ->
                field.codes().isEmpty()
                        ? "SAVE_OFFER"
                        : field.codes().get(random.nextInt(field.codes().size()));
            case TEXT -> random.nextInt(5) == 0 ? "" : "text {stage} " + random.nextInt(3);
            case DATE -> TODAY.plusDays(random.nextInt(2_000) - 1_000);
        };
    }

    private static double number(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(20) : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    /// A table of a random kind as text, most of whose cells fit their columns.
    private static String grid(Random random, String name) {
        boolean collect = random.nextBoolean();
        List<Field> reads = some(
                random,
                DICTIONARY.all().stream()
                        .filter(f -> f.kind() == FieldKind.FACT || f.kind() == FieldKind.MEASURE)
                        .toList(),
                1 + random.nextInt(3));
        List<Field> writes;
        String phase;
        if (collect) {
            String group = List.of("candidate", "signal", "lever").get(random.nextInt(3));
            phase = group.equals("signal") ? "signals" : "action";
            writes = DICTIONARY.fields(FieldKind.ITEM).stream()
                    .filter(f -> f.name().startsWith(group + ".")
                            && (random.nextInt(5) > 0 || f.name().endsWith("code")))
                    .toList();
        } else {
            phase = List.of("value", "stage", "pattern", "risk", "retention").get(random.nextInt(5));
            writes = some(
                    random,
                    DICTIONARY.fields(FieldKind.OUTCOME).stream()
                            .filter(f -> !f.name().equals("riskPoints"))
                            .toList(),
                    1 + random.nextInt(2));
        }
        boolean dated = random.nextInt(4) == 0;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RuleSet", "tenure.rules"));
        rows.add(List.of("Phase", phase));
        rows.add(List.of("HitPolicy", collect ? "COLLECT" : random.nextInt(4) == 0 ? "UNIQUE" : "FIRST"));
        rows.add(List.of("RuleTable " + name));
        List<String> keywords = new ArrayList<>(List.of("NAME"));
        List<String> names = new ArrayList<>(List.of(""));
        List<String> headings = new ArrayList<>(List.of("Row"));
        reads.forEach(f -> add(keywords, names, headings, "CONDITION", f.name()));
        writes.forEach(f -> add(keywords, names, headings, "ACTION", f.name()));
        if (dated) {
            add(keywords, names, headings, "DATE-EFFECTIVE", "");
            add(keywords, names, headings, "DATE-EXPIRES", "");
        }
        add(keywords, names, headings, "DESCRIPTION", "en");
        add(keywords, names, headings, "DESCRIPTION", "zh");
        rows.add(keywords);
        rows.add(IntStream.range(0, keywords.size()).mapToObj(_ -> "").toList());
        rows.add(names);
        rows.add(headings);
        for (int row = 0; row < 1 + random.nextInt(4); row++) {
            List<String> cells = new ArrayList<>(List.of("R" + row));
            reads.forEach(f -> cells.add(condition(f, random)));
            boolean comment = random.nextInt(8) == 0;
            writes.forEach(f -> cells.add(comment ? "" : action(f, random)));
            if (dated) {
                cells.add(
                        random.nextBoolean()
                                ? ""
                                : TODAY.minusDays(random.nextInt(100)).toString());
                cells.add(
                        random.nextBoolean()
                                ? ""
                                : TODAY.plusDays(random.nextInt(100)).toString());
            }
            cells.add("because {" + reads.getFirst().name() + "} gives {"
                    + (writes.isEmpty() ? "stage" : writes.getFirst().name()) + "}, {clv, percent}");
            cells.add("");
            rows.add(cells);
        }
        return rows.stream().map(cells -> String.join(" | ", cells)).collect(Collectors.joining("\n"));
    }

    private static void add(
            List<String> keywords, List<String> names, List<String> headings, String keyword, String name) {
        keywords.add(keyword);
        names.add(name);
        headings.add(keyword.startsWith("DATE") ? keyword : name.isEmpty() ? "x" : name);
    }

    private static <T> List<T> some(Random random, List<T> from, int count) {
        Set<T> chosen = new HashSet<>();
        List<T> list = new ArrayList<>();
        while (list.size() < count) {
            T one = from.get(random.nextInt(from.size()));
            if (chosen.add(one)) {
                list.add(one);
            }
        }
        return list;
    }

    private static String condition(Field field, Random random) {
        switch (random.nextInt(5)) {
            case 0:
                return "";
            case 1:
                return "-";
            case 2:
                return field.isAlwaysKnown() ? "-" : "unknown";
            default:
        }
        return switch (field.type()) {
            case INTEGER, NUMBER -> List.of(">= ", "< ", "> ", "<= ").get(random.nextInt(4)) + plain(field, random);
            case BOOLEAN -> random.nextBoolean() ? "TRUE" : "FALSE";
            case CODE -> (random.nextInt(4) == 0 ? "not " : "") + value(field, random);
            case TEXT -> "text";
            case DATE -> "< " + TODAY;
        };
    }

    private static String action(Field field, Random random) {
        if (random.nextInt(3) == 0) {
            List<Field> sources = DICTIONARY.all().stream()
                    .filter(f -> f.kind() == FieldKind.FACT || f.kind() == FieldKind.MEASURE)
                    .filter(f -> f.type() == field.type()
                            || (f.type().isNumeric() && field.type() == FieldType.NUMBER)
                            || (field.type() == FieldType.TEXT && f.type() == FieldType.CODE))
                    .toList();
            if (!sources.isEmpty()) {
                return "'= " + sources.get(random.nextInt(sources.size())).name();
            }
        }
        return switch (field.type()) {
            case INTEGER, NUMBER -> random.nextInt(6) == 0 ? "'= walletCut" : plain(field, random);
            case CODE ->
                field.codes().isEmpty()
                        ? List.of("SAVE_OFFER", "NO_ACTION", "CROSS_SELL", "VOLUME_GROWTH")
                                .get(random.nextInt(4))
                        : (String) value(field, random);
            case TEXT -> "S" + random.nextInt(4);
            case BOOLEAN -> "TRUE";
            case DATE -> TODAY.toString();
        };
    }

    private static String plain(Field field, Random random) {
        double number = number(random);
        if (!field.accepts(field.type() == FieldType.INTEGER ? (Object) (int) number : (Object) number)) {
            number = random.nextInt(2);
        }
        return field.type() == FieldType.INTEGER
                ? Integer.toString((int) number)
                : new BigDecimal(number).toPlainString();
    }

    private static Map<String, byte[]> bundledSettings() {
        try {
            return Map.of(
                    "decision-tables/settings.xlsx", Files.readAllBytes(Path.of("decision-tables/settings.xlsx")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
