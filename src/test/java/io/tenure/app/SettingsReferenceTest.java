package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.common.utils.StringUtil;
import io.tenure.record.RecordSettings;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Compares the list of settings with what the code reads, with `docs/operating.md` and with the defaults.
class SettingsReferenceTest {
    /// Read before the configuration, so without an annotation.
    private static final Set<String> READ_BEFORE_CONFIGURATION =
            Set.of("tenure.database.directory", "tenure.credentials.file", "tenure.keys.file");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z][^|]*`) \\| (`[^`]*`|none) \\| ([^|]*) ?\\|");

    /// @param defaultValue `none` if there is none
    private record Documented(String defaultValue, String values) {}

    @Test
    void listsEveryKeyThatTheCodeReadsAndNoOther() {
        JavaClasses tenure = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tenure");
        Set<String> used = new TreeSet<>(READ_BEFORE_CONFIGURATION);
        for (JavaClass type : tenure) {
            type.getConstructors().stream()
                    .flatMap(constructor -> constructor.getParameters().stream())
                    .filter(parameter -> parameter.isAnnotatedWith(ConfigProperty.class))
                    .map(SettingsReferenceTest::key)
                    .filter(key -> key.startsWith("tenure."))
                    .forEach(used::add);
        }
        addKeys(RecordSettings.class, "tenure.record.", used);
        assertThat(Settings.ALL.stream().map(Setting::name)).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void documentsEveryKeyOfTenureWithItsValuesAndNoOther() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        documented().forEach((key, setting) -> {
            if (key.startsWith("tenure.")) {
                documented.put(key, setting.values);
            }
        });
        assertThat(documented)
                .isEqualTo(Settings.ALL.stream().collect(Collectors.toMap(Setting::name, Setting::values)));
    }

    @Test
    void theDefaultsAreAmongTheValues() throws IOException {
        Map<String, Documented> documented = documented();
        for (Setting setting : Settings.ALL) {
            String value = documented.get(setting.name()).defaultValue;
            assertThat(value.equals("none") || setting.allowed().test(value))
                    .as(setting.name())
                    .isTrue();
        }
    }

    @Test
    void documentsTheDefaults() throws IOException {
        Properties defaults = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            defaults.load(in);
        }
        documented()
                .forEach((key, setting) ->
                        assertThat(defaults.getProperty(key, "none")).as(key).isEqualTo(setting.defaultValue));
        assertThat(defaults.stringPropertyNames().stream().filter(key -> key.startsWith("tenure.")))
                .isSubsetOf(documented().keySet());
    }

    private static void addKeys(Class<?> settings, String prefix, Set<String> used) {
        for (Method method : settings.getDeclaredMethods()) {
            String key = prefix + StringUtil.skewer(method.getName());
            if (method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() == settings) {
                addKeys(method.getReturnType(), key + ".", used);
            } else {
                used.add(key);
            }
        }
    }

    private static String key(JavaParameter parameter) {
        return parameter.getAnnotationOfType(ConfigProperty.class).name();
    }

    private static Map<String, Documented> documented() throws IOException {
        Map<String, Documented> documented = new TreeMap<>();
        String documentation = Files.readString(Path.of("docs/operating.md"));
        String keys = documentation.substring(
                documentation.indexOf("| key |"), documentation.indexOf("A test compares this table"));
        ROW.matcher(keys).results().forEach(row -> {
            for (String key : row.group(1).split(", ")) {
                documented.put(
                        key.replace("`", ""),
                        new Documented(
                                row.group(2).replace("`", ""), row.group(3).strip()));
            }
        });
        return documented;
    }
}
