package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Facts that decide nothing say so.
class DisplayedFactsTest {
    private static final Pattern NAME = Pattern.compile("\\w+");

    @Test
    void aFactIsForDisplayExactlyIfNoTableNoRuleNoIndicatorAndNoFormulaReadsIt() throws IOException {
        Ruleset ruleset =
                new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        Set<String> read = new HashSet<>();
        ruleset.tables().forEach(table -> addReads(table, read));
        for (RuleSource source : ruleset.sources()) {
            NAME.matcher(source.drl()).results().map(MatchResult::group).forEach(read::add);
        }
        ruleset.indicators()
                .all()
                .forEach(indicator -> read.add(indicator.source().name()));
        addGetters(read);

        List<Field> facts = ruleset.dictionary().fields(FieldKind.FACT).stream()
                .filter(fact -> fact.presence() != Field.Presence.REQUIRED)
                .toList();
        assertThat(facts).hasSizeGreaterThan(80);
        assertThat(facts.stream()
                        .filter(fact -> fact.whenUnknown().en().contains("for display"))
                        .map(Field::name))
                .containsExactlyInAnyOrderElementsOf(facts.stream()
                        .map(Field::name)
                        .filter(name -> !read.contains(name))
                        .toList());
    }

    private static void addReads(Table table, Set<String> read) {
        for (Column column : table.conditions()) {
            read.add(column.field().name());
        }
        for (Row row : table.rows()) {
            for (Assignment assignment : row.assignments()) {
                if (assignment instanceof Assignment.Copy copy) {
                    read.add(copy.source().name());
                }
            }
        }
    }

    /// What the formulas and the ranking ask a customer for.
    private static void addGetters(Set<String> read) {
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tenure.measure", "io.tenure.engine")) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                String getter = call.getName();
                if (call.getTargetOwner().isAssignableTo(Customer.class) && getter.startsWith("get")) {
                    read.add(Character.toLowerCase(getter.charAt(3)) + getter.substring(4));
                }
            }
        }
    }
}
