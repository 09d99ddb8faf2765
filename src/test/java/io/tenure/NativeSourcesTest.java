package io.tenure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Bundle;
import jakarta.ws.rs.container.DynamicFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/// Checks the classes of the native binary, as built for the JVM, for what a native binary does not support.
///
/// That they compile without the libraries of the JVM build is checked by `./tenure test`, which compiles them with
/// `-Dnative`.
class NativeSourcesTest {
    private static final JavaClasses TENURE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tenure");

    private static final Set<String> JVM_ONLY = sources(Path.of("src/jvm/java"));

    private static final DescribedPredicate<JavaClass> ONLY_ON_A_JVM =
            describe("live in src/jvm", type -> JVM_ONLY.contains(outermost(type.getName())));

    /// The uses of resources and class loading at run time in the native sources, with their reasons.
    private static final Map<String, String> KNOWN = Map.of(
            "io.tenure.api.OpenApiResource.openApi",
            "io/tenure/api/openapi.yaml",
            "io.tenure.bundle.Bundle.resource",
            "seed/**",
            "io.tenure.encryption.Compression.resource",
            "io/tenure/encryption/*.zdict",
            "io.tenure.text.MessageBundle.read",
            "io/tenure/**/messages_*.properties");

    private static final Path METADATA = Path.of("src/main/resources/META-INF/native-image/io.tenure/tenure");

    private static final Pattern REFLECTION = Pattern.compile(
            "java\\.lang\\.Class\\.(forName|getResource\\w*|getMethods?|getDeclared\\w+|getFields?|getConstructors?|newInstance|getRecordComponents)"
                    + "|java\\.lang\\.ClassLoader\\.(loadClass|getResource\\w*|getSystemResource\\w*|defineClass)"
                    + "|java\\.lang\\.reflect\\.(Proxy\\.newProxyInstance|Constructor\\.newInstance|Method\\.invoke)"
                    + "|java\\.util\\.(ServiceLoader\\.load|ResourceBundle\\.getBundle)"
                    + "|java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.find\\w+");

    @Test
    void nativeSourcesDoNotUseJvmSources() {
        assertThat(JVM_ONLY).contains("io.tenure.engine.DrlCompiler", "io.tenure.workbook.WorkbookAnnotator");
        noClasses()
                .that(DescribedPredicate.not(ONLY_ON_A_JVM))
                .should()
                .dependOnClassesThat(ONLY_ON_A_JVM)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.poi..",
                        "org.drools.model.codegen..",
                        "org.drools.codegen..",
                        "org.drools.decisiontable..",
                        "org.drools.template..",
                        "org.drools.ecj..",
                        "org.drools.wiring.dynamic..",
                        "org.kie.memorycompiler..",
                        "org.eclipse.jdt..",
                        "picocli..",
                        "me.tongfei..",
                        "io.zonky..",
                        "java.lang.classfile..",
                        "javax.tools..",
                        "java.awt..")
                .check(TENURE);
    }

    @Test
    void reflectionAndResourcesAreUsedOnlyWhereListed() {
        Set<String> unknown = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : nativeClasses()) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                unit.getCallsFromSelf().stream()
                        .map(call -> name(call.getTarget()))
                        .filter(name -> REFLECTION.matcher(name).matches())
                        // Generated by the compiler: the values of an enum, the components of a record.
                        .filter(_ -> !unit.getName().equals("$values"))
                        .filter(_ -> !runsWhileBuilding(unit))
                        .forEach(name -> {
                            String where = type.getName() + "." + unit.getName();
                            found.add(where);
                            if (!KNOWN.containsKey(where)) {
                                unknown.add(where + " calls " + name);
                            }
                        });
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).isEqualTo(new TreeSet<>(KNOWN.keySet()));
    }

    @Test
    void theResourcesTheyReadAreIncluded() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        List<String> carried = List.of(
                properties.getProperty("quarkus.native.resources.includes").split(","));
        assertThat(carried).containsExactlyInAnyOrderElementsOf(KNOWN.values());
        Stream.concat(
                        Stream.of("seed/bundle.index"),
                        Bundle.ofClasspath("seed/").files().keySet().stream().map(name -> "seed/" + name))
                .forEach(resource -> assertThat(carried)
                        .as(resource)
                        .anyMatch(glob -> FileSystems.getDefault()
                                .getPathMatcher("glob:" + glob)
                                .matches(Path.of(resource))));
    }

    /// Native libraries that a dependency unpacks and loads are included, loaded by each process and not at build
    /// time, and the fields that they read are registered.
    @Test
    void nativeLibrariesAreIncludedAndLoadedByEachProcess() throws Exception {
        JsonNode known = new ObjectMapper()
                .readTree(METADATA.resolve("reachability-metadata.json").toFile());
        List<String> globs = known.findValuesAsText("glob");
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(METADATA.resolve("native-image.properties"))) {
            properties.load(in);
        }
        String later = "--initialize-at-run-time=";
        assertThat(properties.getProperty("Args")).startsWith(later).doesNotContain(" ");
        List<String> prefixes =
                List.of(properties.getProperty("Args").substring(later.length()).split(","));
        Set<String> loading = new TreeSet<>();
        for (JavaClass type : directlyUsed()) {
            List<String> libraries = librariesBeside(type.reflect());
            if (!libraries.isEmpty()) {
                loading.add(type.getName());
                assertThat(libraries)
                        .allMatch(library -> globs.stream()
                                .anyMatch(glob -> FileSystems.getDefault()
                                        .getPathMatcher("glob:" + glob)
                                        .matches(Path.of(library))));
            }
        }
        assertThat(loading).allMatch(name -> prefixes.stream().anyMatch(name::startsWith));
        assertThat(prefixes).allMatch(prefix -> loading.stream().anyMatch(name -> name.startsWith(prefix)));
        for (JsonNode type : known.get("reflection")) {
            for (JsonNode field : type.get("fields")) {
                assertThat(Class.forName(type.get("type").textValue()))
                        .hasDeclaredFields(field.get("name").textValue());
            }
        }
    }

    private static List<JavaClass> directlyUsed() {
        return nativeClasses().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> !type.isPrimitive()
                        && !type.getPackageName().startsWith("java.")
                        && !type.getPackageName().startsWith("io.tenure"))
                .distinct()
                .toList();
    }

    /// The libraries in the same jar, for the platforms of containers.
    private static List<String> librariesBeside(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
            return List.of();
        }
        try (JarFile jar = new JarFile(source.getLocation().getPath())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.matches("linux/(amd64|aarch64)/.*\\.so"))
                    .toList();
        }
    }

    /// What is created at build time would be the same in each process, or cannot be stored in a native binary.
    @Test
    void staticFieldsHoldNoRandomAndNoThread() {
        noFields()
                .that()
                .areDeclaredInClassesThat(DescribedPredicate.not(ONLY_ON_A_JVM))
                .and()
                .haveModifier(JavaModifier.STATIC)
                .should()
                .haveRawType(JavaClass.Predicates.assignableTo(Random.class)
                        .or(JavaClass.Predicates.assignableTo(Thread.class))
                        .or(JavaClass.Predicates.assignableTo(Executor.class)))
                .check(TENURE);
    }

    @Test
    void everyClassUsedInRulesIsRegisteredForReflection() throws IOException {
        Set<String> named = new TreeSet<>();
        Pattern imported = Pattern.compile("(?m)^import (io\\.tenure\\.lifecycle\\.\\w+)");
        try (Stream<Path> rules = Files.list(Path.of("rules"))) {
            for (Path file : rules.filter(f -> f.toString().endsWith(".drl")).toList()) {
                imported.matcher(Files.readString(file)).results().forEach(r -> named.add(r.group(1)));
            }
        }
        assertThat(named).contains("io.tenure.lifecycle.Decision");
        assertThat(registered()).containsAll(named);
    }

    /// Registering a class registers only its own methods; the getters of facts are inherited.
    @Test
    void inheritedMethodsOfClassesUsedInRulesAreRegistered() {
        Set<String> registered = registered();
        Set<String> inherited = new TreeSet<>();
        for (JavaClass type : TENURE) {
            if (registered.contains(type.getName()) && type.getPackageName().equals("io.tenure.lifecycle")) {
                type.getAllRawSuperclasses().stream()
                        .filter(parent -> parent.getMethods().stream()
                                .anyMatch(method -> method.getName().startsWith("get")))
                        .map(JavaClass::getName)
                        .filter(name -> name.startsWith("io.tenure"))
                        .forEach(inherited::add);
            }
        }
        assertThat(inherited).contains("io.tenure.lifecycle.CustomerFacts");
        assertThat(registered).containsAll(inherited);
    }

    @Test
    void everyRecordInAResponseIsRegisteredForReflection() {
        List<String> written = nativeClasses().stream()
                .filter(type -> type.isAnnotatedWith(Schema.class))
                .map(JavaClass::getName)
                .toList();
        assertThat(written).hasSizeGreaterThan(10);
        assertThat(registered()).containsAll(written);
    }

    private static Set<String> registered() {
        Set<String> registered = new HashSet<>();
        for (JavaClass type : TENURE) {
            if (type.isAnnotatedWith(RegisterForReflection.class)) {
                RegisterForReflection annotation = type.getAnnotationOfType(RegisterForReflection.class);
                Stream<Class<?>> targets = annotation.targets().length == 0
                        ? Stream.of(type.reflect())
                        : Arrays.stream(annotation.targets());
                targets.forEach(target -> add(target, !annotation.ignoreNested(), registered));
                registered.addAll(List.of(annotation.classNames()));
            }
        }
        return registered;
    }

    private static void add(Class<?> type, boolean nested, Set<String> registered) {
        registered.add(type.getName());
        if (nested) {
            for (Class<?> inner : type.getDeclaredClasses()) {
                add(inner, true, registered);
            }
        }
    }

    private static List<JavaClass> nativeClasses() {
        return TENURE.stream().filter(type -> !ONLY_ON_A_JVM.test(type)).toList();
    }

    /// Whether it is called only by static initialisers, which run at build time.
    private static boolean runsWhileBuilding(JavaCodeUnit unit) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(unit));
        Set<JavaCodeUnit> seen = new HashSet<>();
        while (!open.isEmpty()) {
            JavaCodeUnit next = open.pop();
            if (!seen.add(next) || next instanceof JavaStaticInitializer) {
                continue;
            }
            List<JavaCodeUnit> callers = next.getCallsOfSelf().stream()
                    .<JavaCodeUnit>map(call -> call.getOrigin())
                    .toList();
            // Quarkus asks the features of JAX-RS as it builds.
            if (callers.isEmpty() && !next.getOwner().isAssignableTo(DynamicFeature.class)) {
                return false;
            }
            open.addAll(callers);
        }
        return true;
    }

    private static String name(CodeUnitCallTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static String outermost(String name) {
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }

    private static Set<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(f ->
                            folder.relativize(f).toString().replace(".java", "").replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
