package io.tenure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the code to the picture in `docs/architecture.puml`. A package that is not drawn there fails.
class ArchitectureTest {

    private static final JavaClasses TENURE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tenure");

    @Test
    void packagesDependOnlyAsTheDiagramAllows() {
        classes()
                .should(adhereToPlantUmlDiagram(
                        Path.of("docs/architecture.puml"), consideringOnlyDependenciesInDiagram()))
                .check(TENURE);
    }

    @Test
    void everyArrowOfTheDiagramIsNeeded() throws IOException {
        Set<String> drawn = Pattern.compile("(?m)^\\[(\\w+)] --> \\[(\\w+)]$")
                .matcher(Files.readString(Path.of("docs/architecture.puml")))
                .results()
                .map(arrow -> arrow.group(1) + " -> " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = TENURE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(d -> component(d.getOriginClass()) + " -> " + component(d.getTargetClass()))
                .collect(Collectors.toSet());
        assertThat(drawn).hasSizeGreaterThan(20);
        drawn.removeAll(used);
        assertThat(drawn).isEmpty();
    }

    /// `engine` for `io.tenure.engine.Engine`; the whole name of a package outside.
    private static String component(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("io.tenure.") ? name.split("\\.")[2] : name;
    }

    @Test
    void noPackageHasMoreThanTwentyPublicTypes() {
        Map<String, Long> publicTypes = TENURE.stream()
                .filter(type -> type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        // Generated from the dictionary, like the two beneath Customer and Measures.
                        && !type.getName().equals("io.tenure.lifecycle.DecisionOutcomes"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        publicTypes.values().removeIf(count -> count <= 20);
        assertThat(publicTypes).isEmpty();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.tenure.(*)..").should().beFreeOfCycles().check(TENURE);
    }

    /// A class is taken together with the classes nested in it, and a sealed type with those it permits.
    @Test
    void classesAreFreeOfCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(family(outermost(type)).getName());
                    }

                    @Override
                    public String getDescription() {
                        return "classes";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(TENURE);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /// The sealed type, in a file of its own, that permits this one; or else itself.
    private static JavaClass family(JavaClass type) {
        return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(parent -> parent.getPackageName().equals(type.getPackageName())
                        && parent.getEnclosingClass().isEmpty()
                        && parent.reflect().isSealed())
                .findFirst()
                .map(ArchitectureTest::family)
                .orElse(type);
    }

    @Test
    void onlyTheEngineSeesDrools() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tenure.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie..")
                .check(TENURE);
    }

    /// What Error Prone's DefaultLocale lets through: a format that is not a constant, and printing to the
    /// terminal.
    @Test
    void formattingThatErrorProneDoesNotReadNamesItsLocale() throws IOException {
        var withoutLocale = Pattern.compile(
                "(\\b[a-z]\\w*|[^\"\\s]\\))\\s*\\.formatted\\(" // variable.formatted(, call().formatted(
                        + "|(\\bString\\.format|\\.printf)\\(\\s*[a-z]\\w*\\s*[,.()]" // String.format(variable, ...)
                        + "|\\bSystem\\.(out|err)\\.(printf|format)\\(\\s*(?!Locale\\b|\\s)"
                        + "|\\bString::format(ted)?\\b");
        for (var folder : List.of("src/main/java", "src/jvm/java")) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(withoutLocale);
                }
            }
        }
    }
}
