package io.tenure.app;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.tenure.encryption.EncryptionKeys;
import io.tenure.lifecycle.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// All settings `tenure.*`, and the check that a configuration has no others and no values out of range.
///
/// `docs/operating.md` has the same list, and `application.properties` the defaults; a test compares them.
final class Settings {
    private static final String ENCRYPTION_KEYS = "tenure.record.encryption-keys";
    private static final String PSEUDONYM_KEY = "tenure.record.pseudonym-key";
    private static final String RECORD_ENABLED = "tenure.record.enabled";
    private static final long KIB = 1_024;
    private static final long MIB = KIB * KIB;
    private static final long GIB = KIB * MIB;
    private static final int MAX_BCRYPT_COST = 16;
    private static final int MAX_SHOWN = 60;

    static final List<Setting> ALL = List.of(
            Setting.number("tenure.api.max-body-bytes", KIB, 64 * MIB, "bytes"),
            Setting.number("tenure.batch.max-lines", 1, 1_000_000_000, "lines"),
            Setting.number("tenure.batch.max-concurrent", 1, 1_000, "batches"),
            Setting.flag("tenure.http.allow-basic-without-tls"),
            Setting.number("tenure.http.max-unfinished-bodies", 1, 100_000, "bodies"),
            Setting.number("tenure.http.max-body-memory", MIB, 64 * GIB, "bytes"),
            Setting.origins("tenure.http.allowed-origins"),
            Setting.number("tenure.rules.max-upload-bytes", KIB, GIB, "bytes"),
            Setting.flag("tenure.release.four-eyes"),
            Setting.number("tenure.release.cache-size", 1, 1_000, "releases"),
            Setting.number("tenure.release.concurrent-checks", 1, 64, ""),
            Setting.number("tenure.release.waiting-checks", 0, 1_000, ""),
            Setting.duration("tenure.release.check-timeout", "PT0.001S", "PT1H"),
            Setting.share("tenure.release.max-level-change"),
            Setting.number("tenure.release.min-impact-customers", 1, 1_000_000, "customers"),
            Setting.number("tenure.backtest.max-log-bytes", KIB, GIB, "bytes"),
            Setting.number("tenure.backtest.waiting", 1, 10, ""),
            Setting.duration("tenure.backtest.timeout", "PT1S", "P1D"),
            Setting.path("tenure.people.accounts-file", "file"),
            Setting.number("tenure.people.bcrypt-cost", 4, MAX_BCRYPT_COST, ""),
            Setting.duration("tenure.people.session.lifetime", "PT1M", "P30D"),
            Setting.duration("tenure.people.session.idle-time", "PT1M", "P30D"),
            Setting.path("tenure.bundle.directory", "folder"),
            Setting.path("tenure.database.directory", "folder"),
            Setting.flag("tenure.database.migrate"),
            Setting.path("tenure.credentials.file", "file"),
            Setting.path("tenure.keys.file", "file"),
            Setting.flag("tenure.demo.enabled"),
            Setting.flag(RECORD_ENABLED),
            Setting.secret(ENCRYPTION_KEYS, "NUMBER:BASE64, separated by commas"),
            Setting.secret(PSEUDONYM_KEY, "BASE64"),
            Setting.duration("tenure.record.timeout", "PT0.001S", "PT10M"),
            Setting.oneOf("tenure.record.on-outage", "reject", "journal"),
            Setting.path("tenure.record.journal.directory", "folder"),
            Setting.number("tenure.record.journal.max-bytes", KIB, 1_024 * GIB, "bytes"),
            Setting.period("tenure.record.data-retention.decisions", "P1M", "P100Y"),
            Setting.period("tenure.record.data-retention.timeline", "P1D", "P100Y"),
            Setting.period("tenure.record.data-retention.contacts", "P1D", "P100Y"),
            Setting.period("tenure.record.data-retention.idempotency-keys", "P1D", "P100Y"),
            Setting.period("tenure.record.data-retention.erasure-pseudonyms", "P1D", "P100Y"));

    private static final Set<String> NAMES = ALL.stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ENVIRONMENT_NAMES =
            ALL.stream().map(Setting::environmentName).collect(Collectors.toUnmodifiableSet());

    /// What the commands of `./tenure` read, which may be set in the shell that starts the service.
    private static final Set<String> COMMAND_VARIABLES =
            Set.of("TENURE_URL", "TENURE_TOKEN", "TENURE_USER", "TENURE_PASSWORD", "TENURE_LANG");

    /// What Kubernetes and linked containers set for a service that is called `tenure` or `tenure-…`.
    private static final Pattern SERVICE_VARIABLE = Pattern.compile(
            "TENURE_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PORT|PROTO|ADDR))?)?)");

    /// Of a name that is a setting's, or was meant to be.
    private static final Pattern PREFIX = Pattern.compile("(?i)tenure[^A-Za-z0-9_]");

    private static final Pattern PROFILE = Pattern.compile("%[^.]+\\.((?i:tenure)[^A-Za-z0-9_].*)");
    private static final Pattern PROFILE_VARIABLE = Pattern.compile("_[A-Z0-9]+_(TENURE_.*)");

    private Settings() {}

    /// Everything that is wrong with the settings of a configuration, a sentence each.
    static List<String> faults(SmallRyeConfig configuration) {
        List<String> faults = new ArrayList<>();
        for (String name : names(configuration)) {
            unknown(name).ifPresent(faults::add);
        }
        for (Setting setting : ALL) {
            try {
                Optional<String> given = configuration.getOptionalValue(setting.name(), String.class);
                given.filter(value -> !value.isBlank() && !setting.allowed().test(value.strip()))
                        .ifPresent(value -> faults.add(
                                setting.name() + " must be " + setting.values() + ", not " + shown(value) + "."));
                if (given.isEmpty()) {
                    unresolved(configuration, setting.name())
                            .ifPresent(value -> faults.add(
                                    setting.name() + " has a value that can't be read: " + shown(value) + "."));
                }
            } catch (RuntimeException e) {
                faults.add(setting.name() + " has a value that can't be read: " + e.getMessage() + ".");
            }
        }
        keyFault(configuration).ifPresent(faults::add);
        return faults;
    }

    /// A value that names another setting, which there isn't.
    private static Optional<String> unresolved(SmallRyeConfig configuration, String name) {
        for (ConfigSource source : configuration.getConfigSources()) {
            String value = source.getValue(name);
            if (value != null && value.contains("${")) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> keyFault(SmallRyeConfig configuration) {
        if (!isRecordEnabled(configuration)) {
            return Optional.empty();
        }
        try {
            EncryptionKeys.of(valueOr(configuration, ENCRYPTION_KEYS, ""), valueOr(configuration, PSEUDONYM_KEY, ""));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("The decision log cannot be used: " + e.getMessage()
                    + ". With tenure.record.enabled=false no keys are needed.");
        }
    }

    private static boolean isRecordEnabled(SmallRyeConfig configuration) {
        try {
            return !Boolean.FALSE.equals(new StrictBoolean().convert(valueOr(configuration, RECORD_ENABLED, "true")));
        } catch (IllegalArgumentException _) {
            // Reported with the setting.
            return true;
        }
    }

    private static String valueOr(SmallRyeConfig configuration, String name, String otherwise) {
        try {
            return configuration.getOptionalValue(name, String.class).orElse(otherwise);
        } catch (RuntimeException _) {
            // Reported with the setting.
            return otherwise;
        }
    }

    private static Set<String> names(SmallRyeConfig configuration) {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : configuration.getConfigSources()) {
            // Its names are what the variables may mean, not what they are called.
            names.addAll(
                    source instanceof EnvConfigSource ? source.getProperties().keySet() : source.getPropertyNames());
        }
        return names;
    }

    private static Optional<String> unknown(String given) {
        Matcher profile = PROFILE.matcher(given);
        String name = profile.matches() ? profile.group(1) : given;
        if (PREFIX.matcher(name).lookingAt()) {
            return NAMES.contains(name) ? Optional.empty() : Optional.of(unknown(given, name, NAMES));
        }
        String upper = given.toUpperCase(Locale.ROOT);
        Matcher profileVariable = PROFILE_VARIABLE.matcher(upper);
        String variable = profileVariable.matches() ? profileVariable.group(1) : upper;
        if (!variable.startsWith("TENURE_")
                || ENVIRONMENT_NAMES.contains(variable)
                || COMMAND_VARIABLES.contains(variable)
                || SERVICE_VARIABLE.matcher(variable).matches()) {
            return Optional.empty();
        }
        return Optional.of(unknown(given, variable, ENVIRONMENT_NAMES));
    }

    private static String unknown(String given, String name, Set<String> known) {
        return given + " is not a setting"
                + Dictionary.nearest(name, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(".");
    }

    private static String shown(String value) {
        String line = value.strip().replaceAll("\\p{Cntrl}", " ");
        return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
    }
}
