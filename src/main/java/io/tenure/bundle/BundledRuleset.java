package io.tenure.bundle;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetSerializer;
import io.tenure.workbook.WorkbookReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The bundled ruleset, read while Tenure is built, so that a start doesn't read it again.
///
/// The build unpacks the workbooks, which is most of the work; their sheets are a resource. A native binary
/// also contains the files and the checked ruleset: checking them would take a third of its start. A JVM checks
/// the tables when it starts, because loading the checked ruleset would take as long.
public final class BundledRuleset {
    /// The build writes this file next to this class.
    public static final String RESOURCE = "bundled-workbooks.bin";

    private static final String FOLDER = "seed/";

    /// Set by GraalVM, whose `ImageInfo` documents it; read here as text, since the engine runs without Quarkus too.
    private static final boolean IS_NATIVE_BUILD =
            "buildtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));

    private BundledRuleset() {}

    private record ParsedWorkbook(byte[] content, List<Sheet> sheets) {}

    /// A class of its own, so that writing the resource doesn't read it.
    private static final class Workbooks {
        /// Read when the class is initialised: for a native binary while it is built.
        static final Map<String, ParsedWorkbook> BY_PATH = readResource();
    }

    /// A class of its own, so that looking up sheets checks nothing.
    private static final class Native {
        /// Filled while a native binary is built; null on a JVM.
        static final @Nullable CheckedBundle BUNDLED = IS_NATIVE_BUILD ? CheckedBundle.read() : null;
    }

    /// A bundle with the result of its check.
    record CheckedBundle(Bundle bundle, Checked<Ruleset, Finding> result) {
        static CheckedBundle read() {
            Bundle bundle = Bundle.ofClasspath(FOLDER);
            return new CheckedBundle(
                    bundle,
                    new RulesetAssembler(
                                    bundle, Settings.REQUIRED_PARAMETERS, BundledRuleset::sheets, FormerSettings.NONE)
                            .assemble());
        }

        boolean hasHash(String hash) {
            return result instanceof Checked.Valid(Ruleset ruleset, var _)
                    && ruleset.hash().equals(hash);
        }

        /// Empty for any other bundle.
        Optional<Checked<Ruleset, Finding>> resultFor(Bundle other) {
            return bundle.hasSameFiles(other) ? Optional.of(result) : Optional.empty();
        }
    }

    /// The files, if this process contains them and they are the ruleset with that hash.
    public static Optional<Bundle> find(String hash) {
        return Optional.ofNullable(Native.BUNDLED)
                .filter(bundled -> bundled.hasHash(hash))
                .map(CheckedBundle::bundle);
    }

    /// The result of the check, if this process contains one for exactly these files.
    static Optional<Checked<Ruleset, Finding>> check(Bundle bundle) {
        return Optional.ofNullable(Native.BUNDLED).flatMap(bundled -> bundled.resultFor(bundle));
    }

    /// The sheets of a workbook, if it is a bundled one, byte for byte.
    static Optional<List<Sheet>> sheets(String path, byte[] content) {
        return Optional.ofNullable(Workbooks.BY_PATH.get(path))
                .filter(parsed -> Arrays.equals(parsed.content, content))
                .map(ParsedWorkbook::sheets);
    }

    /// Writes the resource; a step of the build. Workbooks with findings are omitted, so that each start reports
    /// them.
    public static void write(Bundle bundle, OutputStream to) throws IOException {
        Map<String, ParsedWorkbook> parsed = new TreeMap<>();
        bundle.files().forEach((path, content) -> {
            if (Bundle.isWorkbook(path)) {
                FindingCollector findings = new FindingCollector();
                WorkbookReader.read(path, content, findings)
                        .filter(_ -> findings.sorted().isEmpty())
                        .ifPresent(sheets -> parsed.put(path, new ParsedWorkbook(content, sheets)));
            }
        });
        try (DataOutputStream out = new DataOutputStream(to)) {
            out.writeInt(parsed.size());
            for (Map.Entry<String, ParsedWorkbook> workbook : parsed.entrySet()) {
                out.writeUTF(workbook.getKey());
                out.writeInt(workbook.getValue().content.length);
                out.write(workbook.getValue().content);
                out.writeInt(workbook.getValue().sheets.size());
                for (Sheet sheet : workbook.getValue().sheets) {
                    SheetSerializer.write(sheet, out);
                }
            }
        }
    }

    /// The workbooks by path; empty if the build has not written them yet.
    private static Map<String, ParsedWorkbook> readResource() {
        try (InputStream resource = BundledRuleset.class.getResourceAsStream(RESOURCE)) {
            Map<String, ParsedWorkbook> parsed = new TreeMap<>();
            if (resource != null) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(resource));
                for (int left = in.readInt(); left > 0; left--) {
                    String path = in.readUTF();
                    byte[] content = in.readNBytes(in.readInt());
                    List<Sheet> sheets = new ArrayList<>();
                    for (int more = in.readInt(); more > 0; more--) {
                        sheets.add(SheetSerializer.read(path, in));
                    }
                    parsed.put(path, new ParsedWorkbook(content, List.copyOf(sheets)));
                }
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
