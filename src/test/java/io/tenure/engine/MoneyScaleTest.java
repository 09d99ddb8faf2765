package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.RandomCases;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bundled rules know no currency: costs, cuts and caps are shares of the two references of the base.
class MoneyScaleTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final String SETTINGS = "decision-tables/settings.xlsx";
    private static final String RATE = "money per money sold";
    private static final List<String> REFERENCES = List.of("referenceMargin", "referenceValue");

    private static Map<String, byte[]> files;
    private static CompiledRuleset bundled;

    @BeforeAll
    static void compile() throws IOException {
        files = new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        bundled = compiled(Map.of());
    }

    /// A base in yen, or in thousands, decides as the same base in units.
    @ParameterizedTest
    @ValueSource(strings = {"0.01", "0.1", "0.37", "7", "100", "1000"})
    void scalingAllMoneyAndTheTwoReferencesChangesNoDecision(String factor) throws IOException {
        BigDecimal k = new BigDecimal(factor);
        Map<String, String> references = new HashMap<>();
        for (String reference : REFERENCES) {
            double amount = bundled.ruleset().parameters().get(reference);
            references.put(reference, BigDecimal.valueOf(amount).multiply(k).toPlainString());
        }
        CompiledRuleset scaled = compiled(references);
        Random random = new Random(1);
        Set<String> actions = new HashSet<>();
        for (int i = 0; i < RandomCases.of(3_000); i++) {
            Map<String, Object> facts = randomFields(FieldKind.FACT, random);
            Map<String, Object> given = i % 2 == 0 ? Map.of() : randomFields(FieldKind.MEASURE, random);
            DecisionResult one = decide(bundled, facts, given);
            DecisionResult other = decide(scaled, scaled(facts, k), scaled(given, k));

            assertThat(outcomes(other)).as("%s %s", facts, given).isEqualTo(outcomes(one));
            // Rounded to cents, on both sides.
            double cents = 0.0051 * (1 + k.doubleValue());
            assertScaled(one.decision().getPotentialLoss(), other.decision().getPotentialLoss(), k, cents);
            assertScaled(one.measures().getRelationshipValue(), other.measures().getRelationshipValue(), k, 1e-7);
            assertThat(actions(other)).as("%s %s", facts, given).isEqualTo(actions(one));
            assertThat(exclusions(other)).as("%s %s", facts, given).isEqualTo(exclusions(one));
            for (int a = 0; a < one.nextBestActions().size(); a++) {
                assertScaled(
                        one.nextBestActions().get(a).score(),
                        other.nextBestActions().get(a).score(),
                        k,
                        1e-7 * k.doubleValue());
            }
            one.nextBestActions().forEach(action -> actions.add(action.action()));
        }
        assertThat(actions).as("actions of all customers").hasSizeGreaterThan(10);
    }

    @Test
    void anAnswerThatUsesAReferenceNobodyMeasuredSaysSo() {
        DecisionResult result = decide(bundled, prospect(), Map.of("clv", 300.0));

        assertThat(result.assumed()).containsKey("referenceMargin").doesNotContainKey("referenceValue");
        assertThat(result.assumed().get("referenceMargin"))
                .isEqualTo(Message.of("engine.assumed-reference", "amount", 25.0));
        assertThat(decide(bundled, prospect(), Map.of()).assumed()).containsKeys("referenceMargin", "referenceValue");
    }

    @Test
    void anAnswerThatUsesMeasuredReferencesAssumesNone() throws IOException {
        CompiledRuleset measured = compiled(Map.of("measuredOn", "2026-06-01"));

        assertThat(decide(measured, prospect(), Map.of()).assumed())
                .doesNotContainKeys("referenceMargin", "referenceValue");
    }

    /// The bundled tables were measured on others' customers.
    @Test
    void bundledProbabilitiesAreNotCalibrated() {
        Map<String, Object> facts = new HashMap<>(Map.of("purchaseCount", 3, "lastPurchaseDate", AS_OF.minusDays(40)));
        DecisionResult result = decide(bundled, facts, Map.of());

        assertThat(result.hits().stream().filter(hit -> hit.writes("riskProbability")))
                .isNotEmpty()
                .noneMatch(hit -> hit.origin().measured());
    }

    private static Map<String, Object> prospect() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("purchaseCount", 0);
        facts.put("marketingConsent", true);
        return facts;
    }

    /// The bundled rules with these amounts of references; `measuredOn` is the day on which both were measured.
    private static CompiledRuleset compiled(Map<String, String> references) throws IOException {
        Map<String, byte[]> changed = new TreeMap<>(files);
        try (Workbook book = WorkbookFactory.create(
                        new ByteArrayInputStream(Objects.requireNonNull(changed.get(SETTINGS))));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Row head = book.getSheet("Parameters").getRow(0);
            int day = 0;
            while (!head.getCell(day).toString().startsWith("measuredOn")) {
                day++;
            }
            for (Row row : book.getSheet("Parameters")) {
                String name = String.valueOf(row.getCell(0));
                if (references.containsKey(name)) {
                    row.getCell(1).setCellValue(Double.parseDouble(references.get(name)));
                }
                if (REFERENCES.contains(name) && references.containsKey("measuredOn")) {
                    row.createCell(day).setCellValue(references.get("measuredOn"));
                }
            }
            book.write(out);
            changed.put(SETTINGS, out.toByteArray());
        }
        Ruleset ruleset = new BundleReader().read(Bundle.of(changed)).orElseThrow();
        return new Engine().compile(ruleset).orElseThrow();
    }

    private static DecisionResult decide(
            CompiledRuleset ruleset, Map<String, Object> facts, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(facts);
        all.put("customerId", "C");
        all.put("asOf", AS_OF);
        all.putIfAbsent("relationshipType", "NON_CONTRACTUAL");
        return DecisionPipeline.decide(
                        ruleset, new DecisionInput(Customer.of(ruleset.ruleset().dictionary(), all), given))
                .orElseThrow();
    }

    private static void assertScaled(@Nullable Double one, @Nullable Double other, BigDecimal k, double tolerance) {
        if (one == null || other == null) {
            assertThat(other).isEqualTo(one);
        } else {
            double expected = one * k.doubleValue();
            assertThat(other).isCloseTo(expected, within(tolerance + 1e-7 * Math.abs(expected)));
        }
    }

    /// The outcomes that aren't amounts of money themselves.
    private static Map<String, Object> outcomes(DecisionResult result) {
        Map<String, Object> outcomes = new TreeMap<>();
        for (Field field : bundled.ruleset().dictionary().fields(FieldKind.OUTCOME)) {
            if (!List.of("potentialLoss", "valueToKeep").contains(field.name())) {
                outcomes.put(field.name(), String.valueOf(result.decision().value(field.index())));
            }
        }
        return outcomes;
    }

    private static List<List<Object>> actions(DecisionResult result) {
        List<List<Object>> actions = new ArrayList<>();
        for (NextBestAction action : result.nextBestActions()) {
            actions.add(List.of(
                    action.rank(),
                    action.action(),
                    action.level(),
                    String.valueOf(action.channel()),
                    action.propensity(),
                    action.context(),
                    action.lever(),
                    action.duty()));
        }
        return actions;
    }

    private static List<String> exclusions(DecisionResult result) {
        return result.excluded().stream()
                .map((Exclusion exclusion) -> exclusion.action() + " " + exclusion.rule())
                .toList();
    }

    private static boolean isMoney(String name) {
        String unit = bundled.ruleset().dictionary().require(name).unit();
        return unit.startsWith("money") && !unit.equals(RATE);
    }

    private static Map<String, Object> scaled(Map<String, Object> fields, BigDecimal k) {
        Map<String, Object> scaled = new HashMap<>(fields);
        scaled.replaceAll((name, value) -> isMoney(name)
                ? (Object) BigDecimal.valueOf((Double) value).multiply(k).doubleValue()
                : value);
        return scaled;
    }

    /// Values of some facts, or of some measures that may be given: of some customers much is known, of others little.
    private static Map<String, Object> randomFields(FieldKind kind, Random random) {
        Map<String, Object> values = new HashMap<>();
        double share = random.nextDouble();
        for (Field field : bundled.ruleset().dictionary().fields(kind)) {
            boolean given = kind == FieldKind.FACT || field.overrideRule() != Field.OverrideRule.NOT_ALLOWED;
            double known = RARE.contains(field.name()) ? 0.1 : kind == FieldKind.FACT ? share : 0.2;
            if (given && field.isInput() && random.nextDouble() < known) {
                values.put(field.name(), randomValue(field, random));
            }
        }
        if (values.containsKey("marketingConsent")) {
            values.put("marketingConsent", random.nextInt(4) > 0);
        }
        return values;
    }

    /// Facts that leave few actions.
    private static final Set<String> RARE = Set.of(
            "erasureRequested",
            "relationshipEnded",
            "contactsLast30d",
            "openComplaints",
            "exitIntent",
            "churnReason",
            "competitorActivity",
            "satisfaction");

    private static Object randomValue(Field field, Random random) {
        return switch (field.type()) {
            case BOOLEAN -> random.nextBoolean();
            case CODE -> field.codes().get(random.nextInt(field.codes().size()));
            case DATE -> AS_OF.minusDays(random.nextInt(900));
            case TEXT -> "x";
            case INTEGER -> {
                int min = field.min() == null ? 0 : field.min().intValue();
                int max = field.max() == null ? min + 30 : field.max().intValue();
                yield min + random.nextInt(max - min + 1);
            }
            case NUMBER -> number(field, random);
        };
    }

    /// Amounts of two decimals between 1 and about 10,000, and sometimes a loss.
    private static double number(Field field, Random random) {
        if (field.max() != null) {
            double min = field.min() == null ? 0 : field.min();
            return BigDecimal.valueOf(Math.round((min + random.nextDouble() * (field.max() - min)) * 100), 2)
                    .doubleValue();
        }
        double sign = field.min() == null && random.nextInt(6) == 0 ? -1 : 1;
        double size = isMoney(field.name()) ? Math.pow(10, random.nextDouble() * 4) : random.nextDouble() * 3;
        return sign * BigDecimal.valueOf(Math.round(size * 100), 2).doubleValue();
    }
}
