package io.tenure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Holds the code to the picture in `docs/architecture.puml`. A room that is not drawn there fails.
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
    void packagesAreFreeOfCycles() {
        slices().matching("io.tenure.(*)..").should().beFreeOfCycles().check(TENURE);
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
}
