package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Origin;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Address;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.FreeForm;
import io.tenure.ruleset.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.codegen.common.GeneratedFile;
import org.drools.codegen.common.context.JavaDroolsModelBuildContext;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.Model;
import org.drools.model.codegen.execmodel.PackageModelWriter;
import org.drools.model.codegen.execmodel.errors.ConsequenceRewriteException;
import org.drools.model.codegen.project.CodegenPackageSources;
import org.drools.model.codegen.project.DroolsModelBuilder;
import org.drools.model.codegen.project.RuleCodegenError;
import org.kie.api.io.Resource;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilderResult;
import org.kie.internal.io.ResourceFactory;
import org.kie.memorycompiler.JavaCompilerSettings;
import org.kie.memorycompiler.JavaConfiguration;
import org.kie.memorycompiler.KieMemoryCompiler;
import org.kie.memorycompiler.KieMemoryCompilerException;

/// Turns DRL into executable models: Drools writes Java for the rules, which is compiled in memory and
/// loaded by a class loader of its own.
///
/// Drools' `KieServices` and its repository are left out, because a module kept there keeps its class
/// loader alive.
final class DrlCompiler {
    /// The attribute that names a rule's phase; without it a rule waits until all phases are over.
    private static final String GROUP = "agenda-group";

    /// What a rule may import; what it then does with it is asked of the compiled code.
    private static final Pattern IMPORTABLE =
            Pattern.compile("io\\.tenure\\.lifecycle\\..+|java\\.(math|time|util)\\.[\\w*]+|java\\.lang\\.[A-Z]\\w*");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    /// How a rule asks for a parameter.
    private static final Pattern PARAMETER = Pattern.compile("(?:\\$p|parameters)\\.get\\(\\s*\"([^\"]*)\"\\s*\\)");

    /// Most compilations to find the rules that keep a source from compiling.
    private static final int MOST_TRIES = 60;

    /// How a fault begins that is no compiler's, but says what a rule may not use.
    private static final String REFUSED = "\0";

    /// What compiling came to: models and rules, or findings.
    record Compiled(List<Model> models, List<DrlRule> rules, List<Finding> findings) {}

    private final Dictionary dictionary;
    private final List<String> phases;
    private final Parameters parameters;
    /// Where the rules of free-form sheets stand.
    private final Map<Source, FreeFormPlaces> sheets = new IdentityHashMap<>();

    DrlCompiler(Dictionary dictionary, List<String> phases, Parameters parameters) {
        this.dictionary = dictionary;
        this.phases = phases;
        this.parameters = parameters;
    }

    Compiled compile(List<Source> files, List<FreeForm> freeForms) {
        List<Finding> findings = new ArrayList<>();
        List<Source> sources = new ArrayList<>(files);
        for (FreeForm free : freeForms) {
            FreeFormCompiler.drl(free, findings).ifPresent(translated -> {
                sources.add(translated.source());
                sheets.put(translated.source(), translated.places());
            });
        }
        if (sources.isEmpty()) {
            return new Compiled(List.of(), List.of(), findings);
        }
        Map<String, DrlRule> rules = new LinkedHashMap<>();
        for (Source source : sources) {
            parse(source, rules, findings);
        }
        if (!findings.isEmpty()) {
            return new Compiled(List.of(), List.of(), distinct(findings));
        }
        List<Model> models = new ArrayList<>();
        List<String> faults = build(sources, models);
        if (faults.isEmpty()) {
            return new Compiled(models, List.copyOf(rules.values()), List.of());
        }
        return new Compiled(List.of(), List.of(), distinct(blame(sources, faults)));
    }

    /// What is wrong with the code of a sheet's column is wrong in each of its rows, and said once.
    private static List<Finding> distinct(List<Finding> findings) {
        return findings.stream().distinct().toList();
    }

    /// Reads one source, adding its rules and what is wrong with its form.
    private void parse(Source source, Map<String, DrlRule> rules, List<Finding> findings) {
        DrlParser parser = new DrlParser();
        PackageDescr parsed = null;
        try {
            parsed = parser.parse(resource(source), source.drl());
        } catch (DroolsParserException e) {
            findings.add(doesNotCompile(whole(source), "", String.valueOf(e.getMessage())));
        }
        for (DroolsError error : parser.getErrors()) {
            int line = error.getLines().length == 0 ? 0 : error.getLines()[0];
            Address at = at(source, line, ruleAt(source, line), textOf(source, line));
            findings.add(doesNotCompile(at, content(source, at, textOf(source, line)), error.getMessage()));
        }
        if (parsed == null) {
            return;
        }
        List<ImportDescr> imports = new ArrayList<>(parsed.getImports());
        imports.addAll(parsed.getFunctionImports());
        for (ImportDescr imported : imports) {
            if (!IMPORTABLE.matcher(imported.getTarget()).matches()) {
                Address at = at(source, imported.getLine(), "", imported.getTarget());
                findings.add(
                        notAllowed(at, content(source, at, "import " + imported.getTarget()), imported.getTarget()));
            }
        }
        parsed.getTypeDeclarations()
                .forEach(type -> findings.add(ownCode(source, "declare " + type.getTypeName(), type.getLine())));
        parsed.getFunctions()
                .forEach(function ->
                        findings.add(ownCode(source, "function " + function.getName(), function.getLine())));
        for (RuleDescr rule : parsed.getRules()) {
            if (rule.isQuery()) {
                continue;
            }
            AttributeDescr group = rule.getAttributes().get(GROUP);
            boolean inSheet = sheets.containsKey(source);
            Address at = at(source, rule.getLine(), rule.getName(), "");
            if (group == null || !phases.contains(group.getValue())) {
                // A sheet names it for all its rules.
                boolean forAll = inSheet && group == null;
                Address named = forAll
                        ? whole(source)
                        : at(source, rule.getLine(), rule.getName(), group == null ? "" : group.getValue());
                findings.add(Finding.error(
                        "no-phase",
                        named,
                        forAll ? "" : content(source, named, rule.getName()),
                        new Text(
                                group == null
                                        ? "The rule names no phase, so it would run after everything is decided."
                                        : "There is no phase \"" + group.getValue() + "\".",
                                group == null ? "该规则未指明阶段，会在一切判定之后才执行。" : "不存在阶段“" + group.getValue() + "”。"),
                        inSheet
                                ? new Text(
                                        "Write AGENDA-GROUP above the RuleTable and beside it one of: "
                                                + String.join(", ", phases) + ".",
                                        "请在RuleTable上方填写AGENDA-GROUP，并在旁边填写其中之一：" + String.join("、", phases) + "。")
                                : new Text(
                                        "Write agenda-group \"" + String.join("\" or \"", phases) + "\".",
                                        "请写 agenda-group，可选：" + String.join("、", phases) + "。")));
            }
            Matcher asked = PARAMETER.matcher(text(source, rule));
            while (asked.find()) {
                if (!parameters.has(asked.group(1))) {
                    findings.add(unknownParameter(at, asked.group(1)));
                }
            }
            DrlRule known = rule(source, parsed.getName(), rule, group == null ? "" : group.getValue());
            if (rules.putIfAbsent(parsed.getName() + "." + rule.getName(), known) != null) {
                findings.add(Finding.error(
                        "duplicate-rule",
                        at,
                        rule.getName(),
                        new Text("Another rule of this package has the same name.", "同一包中已有同名规则。"),
                        new Text("Give the rule a name of its own.", "请为规则另取名称。")));
            }
        }
    }

    private Finding ownCode(Source source, String what, int line) {
        Address at = at(source, line, "", what);
        return notAllowed(at, content(source, at, what), what);
    }

    private static String text(Source source, RuleDescr rule) {
        String drl = source.drl();
        int start = Math.max(0, rule.getStartCharacter());
        int end = rule.getEndCharacter() <= start ? drl.length() : Math.min(drl.length(), rule.getEndCharacter() + 1);
        return drl.substring(start, end);
    }

    private Finding unknownParameter(Address at, String name) {
        String nearest = Dictionary.nearest(name, parameters.names()).orElse("");
        return Finding.error(
                "unknown-parameter",
                at,
                name,
                new Text("There is no parameter \"" + name + "\".", "不存在参数“" + name + "”。"),
                nearest.isEmpty()
                        ? new Text(
                                "Add it to the sheet Parameters of settings.xlsx.", "请在settings.xlsx的Parameters表中添加。")
                        : new Text("Did you mean " + nearest + "?", "您是否指" + nearest + "？"));
    }

    private DrlRule rule(Source source, String packageName, RuleDescr rule, String phase) {
        String conditions = text(source, rule).split("\\bthen\\b", 2)[0];
        Set<Term> reads = new LinkedHashSet<>();
        Matcher words = WORD.matcher(conditions);
        while (words.find()) {
            dictionary
                    .find(words.group())
                    .filter(term -> term.kind() != Kind.ITEM)
                    .ifPresent(reads::add);
        }
        FreeFormPlaces sheet = sheets.get(source);
        int number = sheet == null ? rule.getLine() : sheet.row(rule.getName());
        return new DrlRule(
                packageName,
                rule.getName(),
                new Origin(
                        phase,
                        packageName,
                        source.file().substring(source.file().lastIndexOf('/') + 1),
                        source.sheet(),
                        number,
                        rule.getName(),
                        reads.stream().map(Term::name).toList(),
                        List.of(),
                        Text.same("")),
                List.copyOf(reads));
    }

    /// Compiles the sources together; adds the models, or returns what the compilers said.
    private static List<String> build(Collection<Source> sources, List<Model> models) {
        ClassLoader parent = DrlCompiler.class.getClassLoader();
        DroolsModelBuilder builder = new DroolsModelBuilder(
                JavaDroolsModelBuildContext.builder().withClassLoader(parent).build(),
                sources.stream().map(DrlCompiler::resource).toList(),
                false,
                PackageModelWriter::new);
        try {
            try {
                builder.build();
            } catch (RuleCodegenError e) {
                throw e;
            } catch (RuntimeException e) {
                return List.of(surprise(e));
            }
            Map<String, String> java = new HashMap<>();
            for (CodegenPackageSources written : builder.packageSources()) {
                List<GeneratedFile> files = new ArrayList<>();
                written.collectGeneratedFiles(files);
                for (GeneratedFile file : files) {
                    String path = file.relativePath();
                    java.put(
                            path.substring(0, path.length() - ".java".length()).replace('/', '.'),
                            new String(file.contents(), StandardCharsets.UTF_8));
                }
            }
            // The Eclipse compiler asks the class loader for what the rules import; javac would want a class path,
            // which a packaged service does not have.
            Map<String, byte[]> classes = KieMemoryCompiler.compileNoLoad(
                    java, parent, new JavaCompilerSettings(), JavaConfiguration.CompilerType.ECLIPSE);
            List<String> refused = CodeGuard.refused(classes);
            if (!refused.isEmpty()) {
                return refused.stream().map(use -> REFUSED + use).toList();
            }
            GeneratedClasses loader = new GeneratedClasses(classes, parent);
            for (String name : classes.keySet()) {
                Class<?> type = loader.loadClass(name);
                if (Model.class.isAssignableFrom(type) && !type.isInterface()) {
                    models.add((Model) type.getDeclaredConstructor().newInstance());
                }
            }
            return List.of();
        } catch (RuleCodegenError e) {
            return Arrays.stream(e.getErrors())
                    .map(KnowledgeBuilderResult::getMessage)
                    .toList();
        } catch (KieMemoryCompilerException e) {
            return List.of(javac(String.valueOf(e.getMessage())));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a model that was just compiled cannot be made", e);
        }
    }

    /// The code generator throws at rules that it did not expect, instead of saying what is wrong with them.
    private static String surprise(RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof ConsequenceRewriteException
                ? "what it does uses a variable that none of its conditions binds"
                : "it cannot be turned into code: "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /// Holds the classes of one compilation, and lets go of them with it.
    private static final class GeneratedClasses extends ClassLoader {
        private final Map<String, byte[]> classes;

        GeneratedClasses(Map<String, byte[]> classes, ClassLoader parent) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /// Which rules don't compile. The compilers speak of generated code, so that ever smaller parts of a source are
    /// compiled until single rules are left; after [#MOST_TRIES] the rest is left unnamed.
    private List<Finding> blame(List<Source> sources, List<String> together) {
        List<Finding> findings = new ArrayList<>();
        for (Source source : sources) {
            try {
                PackageDescr parsed = new DrlParser().parse(resource(source), source.drl());
                findings.addAll(new Blame(source, parsed.getRules()).findings());
            } catch (DroolsParserException e) {
                continue;
            }
        }
        if (findings.isEmpty()) {
            together.forEach(fault -> findings.add(doesNotCompile(whole(sources.getFirst()), "", fault)));
        }
        return findings;
    }

    /// The search for the rules of one source that don't compile.
    private final class Blame {
        private final Source source;
        private final List<RuleDescr> rules;
        private final List<Blamed> blamed = new ArrayList<>();
        private int tries = MOST_TRIES;

        private record Blamed(String rule, Address at, String fault) {}

        Blame(Source source, List<RuleDescr> rules) {
            this.source = source;
            this.rules = rules;
        }

        List<Finding> findings() {
            search(0, rules.size());
            FreeFormPlaces sheet = sheets.get(source);
            Map<Integer, Set<String>> byColumn = new HashMap<>();
            blamed.forEach(b -> byColumn.computeIfAbsent(b.at.column(), _ -> new LinkedHashSet<>())
                    .add(b.rule));
            Map<Address, Finding> findings = new LinkedHashMap<>();
            List<Finding> all = new ArrayList<>();
            for (Blamed b : blamed) {
                boolean everywhere = rules.size() > 1
                        && byColumn.getOrDefault(b.at.column(), Set.of()).size() == rules.size();
                // Where no row compiles, the fault is in what the rows share.
                Address at =
                        sheet != null && everywhere && sheet.isValue(b.rule, b.at) ? sheet.code(b.rule, b.at) : b.at;
                Finding finding = doesNotCompile(at, content(source, at, b.rule), b.fault);
                if (sheet == null) {
                    all.add(finding);
                } else if (findings.putIfAbsent(at, finding) == null) {
                    all.add(finding);
                }
            }
            return all;
        }

        void search(int from, int to) {
            if (from >= to || tries-- <= 0) {
                return;
            }
            List<String> faults = build(List.of(only(from, to)), new ArrayList<>());
            if (faults.isEmpty()) {
                return;
            }
            if (to - from > 1) {
                int middle = (from + to) >>> 1;
                search(from, middle);
                search(middle, to);
                return;
            }
            RuleDescr rule = rules.get(from);
            for (String fault : faults) {
                blamed.add(new Blamed(rule.getName(), at(source, rule.getLine(), rule.getName(), fault), fault));
            }
        }

        private Source only(int from, int to) {
            StringBuilder left = new StringBuilder(source.drl());
            for (int i = rules.size() - 1; i >= 0; i--) {
                RuleDescr other = rules.get(i);
                if ((i < from || i >= to) && other.getStartCharacter() >= 0) {
                    left.delete(other.getStartCharacter(), Math.min(left.length(), other.getEndCharacter() + 1));
                }
            }
            return new Source(source.file(), source.sheet(), left.toString());
        }
    }

    /// The compiler's words without the names of generated files.
    private static String javac(String message) {
        Set<String> said = new LinkedHashSet<>();
        for (String part : message.replaceAll("^\\[|]$", "").split(", (?=\\S+\\.java )")) {
            said.add(part.replaceFirst("^\\S+\\.java \\(\\d+:\\d+\\) : ", "").replaceAll("\\s*\\n\\s*", "; "));
        }
        return String.join("; ", said);
    }

    private static Finding doesNotCompile(Address at, String content, String fault) {
        if (fault.startsWith(REFUSED)) {
            return notAllowed(at, content, fault.substring(REFUSED.length()));
        }
        String said = saying(fault);
        return Finding.error(
                "does-not-compile",
                at,
                content,
                new Text("The rule does not compile: " + said, "规则无法编译：" + said),
                new Text("Correct the rule as the compiler says.", "请按编译器提示修改规则。"));
    }

    /// What the parser says, without the stack trace that it adds where it was surprised.
    private static String saying(String fault) {
        return fault.lines()
                .takeWhile(line -> !line.startsWith("\tat "))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static Finding notAllowed(Address at, String content, String use) {
        return Finding.error(
                "not-allowed",
                at,
                content,
                new Text("A rule may not use " + use + ".", "规则不得使用 " + use + "。"),
                new Text(
                        "Rules may use the vocabulary of io.tenure.lifecycle, numbers, text, dates and collections,"
                                + " without loops.",
                        "规则只能使用 io.tenure.lifecycle 中的词汇、数字、文本、日期与集合，且不得含循环。"));
    }

    private static Address whole(Source source) {
        return source.sheet().isEmpty() ? Address.file(source.file()) : Address.sheet(source.file(), source.sheet());
    }

    /// The line of a DRL file; the cell or row of a sheet.
    ///
    /// @param rule name of the rule; empty for what stands outside of rules
    private Address at(Source source, int line, String rule, String fault) {
        FreeFormPlaces sheet = sheets.get(source);
        if (sheet == null) {
            return new Address(source.file(), "", Math.max(0, line), 0);
        }
        return rule.isEmpty() ? sheet.of(fault) : sheet.of(rule, fault);
    }

    private String ruleAt(Source source, int line) {
        FreeFormPlaces sheet = sheets.get(source);
        return sheet == null ? "" : sheet.ruleAt(line);
    }

    /// What stands at the address: the cell's content, or for a line of DRL what is given.
    private String content(Source source, Address at, String otherwise) {
        FreeFormPlaces sheet = sheets.get(source);
        return sheet == null || at.column() == 0 ? otherwise : sheet.text(at);
    }

    private static String textOf(Source source, int line) {
        List<String> lines = source.drl().lines().toList();
        return line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
    }

    private static Resource resource(Source source) {
        Resource resource = ResourceFactory.newByteArrayResource(source.drl().getBytes(StandardCharsets.UTF_8));
        resource.setResourceType(ResourceType.DRL);
        resource.setSourcePath(
                source.sheet().isEmpty() ? source.file() : source.file() + "." + source.sheet() + ".drl");
        return resource;
    }
}
