package io.tenure.engine;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.Model;

/// Turns DRL into executable models: Drools writes Java for the rules, which is compiled in memory and
/// loaded by a class loader of its own.
///
/// Drools' `KieServices` and its repository are left out, because a module kept there keeps its class
/// loader alive.
final class DrlCompiler {
    /// The attribute that names a rule's phase; without it a rule waits until all phases are over.
    private static final String AGENDA_GROUP = "agenda-group";

    /// What a rule may import; what it then does with it is asked of the compiled code.
    private static final Pattern IMPORTABLE = Pattern.compile(
            "io\\.tenure\\.(lifecycle\\..+|text\\.Text)|java\\.(math|time|util)\\.[\\w*]+|java\\.lang\\.[A-Z]\\w*");

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");
    /// How a rule asks for a parameter.
    private static final Pattern PARAMETER = Pattern.compile("(?:\\$p|parameters)\\.get\\(\\s*\"([^\"]*)\"\\s*\\)");

    /// Most compilations to find the rules that keep a source from compiling.
    private static final int MAX_BUILDS = 60;

    private final Dictionary dictionary;
    private final List<String> phases;
    private final Parameters parameters;
    /// Where the rules of free-form sheets stand.
    private final Map<RuleSource, FreeFormSourceMap> sourceMaps = new IdentityHashMap<>();

    DrlCompiler(Dictionary dictionary, List<String> phases, Parameters parameters) {
        this.dictionary = dictionary;
        this.phases = phases;
        this.parameters = parameters;
    }

    CompiledCode compile(List<RuleSource> files, List<FreeFormSheet> freeForms) {
        List<Finding> findings = new ArrayList<>();
        List<RuleSource> sources = new ArrayList<>(files);
        for (FreeFormSheet free : freeForms) {
            FreeFormCompiler.translate(free, findings).ifPresent(translated -> {
                sources.add(translated.source());
                sourceMaps.put(translated.source(), translated.sourceMap());
            });
        }
        if (sources.isEmpty()) {
            return CompiledCode.invalid(findings);
        }
        List<SourceRule> rules = read(sources, findings);
        rules.forEach(rule -> check(rule, findings));
        if (!findings.isEmpty()) {
            return CompiledCode.invalid(distinct(findings));
        }
        List<Model> models = new ArrayList<>();
        List<String> faults = GeneratedCode.build(sources, models);
        if (faults.isEmpty()) {
            return new CompiledCode(
                    models, rules.stream().map(r -> r.rule.bind(dictionary)).toList(), List.of());
        }
        return CompiledCode.invalid(distinct(locateFaults(sources, faults)));
    }

    /// What is wrong with the code of a sheet's column is wrong in each of its rows, and reported once.
    private static List<Finding> distinct(List<Finding> findings) {
        return findings.stream().distinct().toList();
    }

    /// Reads the rules of one source, adding what is wrong with its form.
    private List<ParsedRule> parse(RuleSource source, List<Finding> findings) {
        List<ParsedRule> rules = new ArrayList<>();
        DrlParser parser = new DrlParser();
        PackageDescr parsed = null;
        try {
            parsed = parser.parse(GeneratedCode.resource(source), source.drl());
        } catch (DroolsParserException e) {
            findings.add(doesNotCompile(sourceAddress(source), "", String.valueOf(e.getMessage())));
        }
        for (DroolsError error : parser.getErrors()) {
            int line = error.getLines().length == 0 ? 0 : error.getLines()[0];
            Address at = address(source, line, ruleAt(source, line), lineText(source, line));
            findings.add(doesNotCompile(at, content(source, at, lineText(source, line)), error.getMessage()));
        }
        if (parsed == null) {
            return rules;
        }
        List<ImportDescr> imports = new ArrayList<>(parsed.getImports());
        imports.addAll(parsed.getFunctionImports());
        for (ImportDescr imported : imports) {
            if (!IMPORTABLE.matcher(imported.getTarget()).matches()) {
                Address at = address(source, imported.getLine(), "", imported.getTarget());
                findings.add(
                        notAllowed(at, content(source, at, "import " + imported.getTarget()), imported.getTarget()));
            }
        }
        parsed.getTypeDeclarations()
                .forEach(type ->
                        findings.add(declarationNotAllowed(source, "declare " + type.getTypeName(), type.getLine())));
        parsed.getFunctions()
                .forEach(function -> findings.add(
                        declarationNotAllowed(source, "function " + function.getName(), function.getLine())));
        for (RuleDescr rule : parsed.getRules()) {
            if (rule.isQuery()) {
                continue;
            }
            rules.add(parsedRule(source, parsed.getName(), rule));
        }
        return rules;
    }

    /// A rule and where it came from.
    record SourceRule(RuleSource source, ParsedRule rule) {}

    /// The rules of all sources, adding what is wrong with their form.
    List<SourceRule> read(List<RuleSource> sources, List<Finding> findings) {
        List<SourceRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RuleSource source : sources) {
            for (ParsedRule rule : parse(source, findings)) {
                rules.add(new SourceRule(source, rule));
                if (!names.add(rule.packageName() + "." + rule.name())) {
                    findings.add(Finding.error(
                            "duplicate-rule",
                            address(source, rule.lineOrRow(), rule.name(), ""),
                            rule.name(),
                            Message.of("engine.duplicate-rule.message"),
                            Message.of("engine.duplicate-rule.fix")));
                }
            }
        }
        return rules;
    }

    /// What a rule names that the ruleset lacks.
    private void check(SourceRule sourced, List<Finding> findings) {
        ParsedRule rule = sourced.rule;
        Address at = address(sourced.source, rule.lineOrRow(), rule.name(), "");
        if (!phases.contains(rule.phase())) {
            findings.add(
                    sourceMaps.containsKey(sourced.source)
                            ? invalidPhaseInSheet(sourced.source, rule)
                            : CodeFindings.invalidPhase(at, rule.name(), rule.phase(), phases));
        }
        for (String parameter : rule.parameters()) {
            if (!parameters.has(parameter)) {
                findings.add(CodeFindings.unknownParameter(at, parameter, parameters));
            }
        }
    }

    private Finding invalidPhaseInSheet(RuleSource source, ParsedRule rule) {
        String named = rule.phase();
        // A sheet names it for all its rules.
        Address at = named.isEmpty() ? sourceAddress(source) : address(source, rule.lineOrRow(), rule.name(), named);
        return Finding.error(
                "invalid-phase",
                at,
                named.isEmpty() ? "" : content(source, at, rule.name()),
                CodeFindings.invalidPhase(named),
                Message.of("engine.invalid-phase.fix", "phases", phases));
    }

    private Finding declarationNotAllowed(RuleSource source, String what, int line) {
        Address at = address(source, line, "", what);
        return notAllowed(at, content(source, at, what), what);
    }

    private static String ruleText(RuleSource source, RuleDescr rule) {
        String drl = source.drl();
        int start = Math.max(0, rule.getStartCharacter());
        int end = rule.getEndCharacter() <= start ? drl.length() : Math.min(drl.length(), rule.getEndCharacter() + 1);
        return drl.substring(start, end);
    }

    private ParsedRule parsedRule(RuleSource source, String packageName, RuleDescr rule) {
        String text = ruleText(source, rule);
        Set<String> words = new LinkedHashSet<>();
        Matcher word = IDENTIFIER.matcher(text.split("\\bthen\\b", 2)[0]);
        while (word.find()) {
            words.add(word.group());
        }
        Set<String> asked = new LinkedHashSet<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            asked.add(parameter.group(1));
        }
        AttributeDescr group = rule.getAttributes().get(AGENDA_GROUP);
        FreeFormSourceMap sheet = sourceMaps.get(source);
        return new ParsedRule(
                packageName,
                rule.getName(),
                source.file(),
                source.sheet(),
                sheet == null ? rule.getLine() : sheet.row(rule.getName()),
                group == null ? "" : group.getValue(),
                List.copyOf(words),
                List.copyOf(asked));
    }

    /// Which rules don't compile. The compilers speak of generated code, so that ever smaller parts of a source
    /// are compiled until single rules are left; after [#MAX_BUILDS] the rest is left unnamed.
    private List<Finding> locateFaults(List<RuleSource> sources, List<String> together) {
        List<Finding> findings = new ArrayList<>();
        for (RuleSource source : sources) {
            try {
                PackageDescr parsed = new DrlParser().parse(GeneratedCode.resource(source), source.drl());
                findings.addAll(new FaultSearch(source, parsed.getRules()).findings());
            } catch (DroolsParserException e) {
                continue;
            }
        }
        if (findings.isEmpty()) {
            together.forEach(fault -> findings.add(doesNotCompile(sourceAddress(sources.getFirst()), "", fault)));
        }
        return findings;
    }

    /// The search for the rules of one source that don't compile.
    private final class FaultSearch {
        private final RuleSource source;
        private final List<RuleDescr> rules;
        private final List<LocatedFault> located = new ArrayList<>();
        private int buildsLeft = MAX_BUILDS;

        private record LocatedFault(String rule, Address at, String fault) {}

        FaultSearch(RuleSource source, List<RuleDescr> rules) {
            this.source = source;
            this.rules = rules;
        }

        List<Finding> findings() {
            search(0, rules.size());
            FreeFormSourceMap sheet = sourceMaps.get(source);
            Map<Integer, Set<String>> byColumn = new HashMap<>();
            located.forEach(b -> byColumn.computeIfAbsent(b.at.column(), _ -> new LinkedHashSet<>())
                    .add(b.rule));
            Map<Address, Finding> findings = new LinkedHashMap<>();
            List<Finding> all = new ArrayList<>();
            for (LocatedFault b : located) {
                boolean everywhere = rules.size() > 1
                        && byColumn.getOrDefault(b.at.column(), Set.of()).size() == rules.size();
                // Where no row compiles, the fault is in what the rows share.
                Address at = sheet != null && everywhere && sheet.isValueCell(b.rule, b.at)
                        ? sheet.codeCell(b.rule, b.at)
                        : b.at;
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
            if (from >= to || buildsLeft-- <= 0) {
                return;
            }
            List<String> faults = GeneratedCode.build(List.of(withRules(from, to)), new ArrayList<>());
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
                located.add(new LocatedFault(
                        rule.getName(), address(source, rule.getLine(), rule.getName(), fault), fault));
            }
        }

        private RuleSource withRules(int from, int to) {
            StringBuilder left = new StringBuilder(source.drl());
            for (int i = rules.size() - 1; i >= 0; i--) {
                RuleDescr other = rules.get(i);
                if ((i < from || i >= to) && other.getStartCharacter() >= 0) {
                    left.delete(other.getStartCharacter(), Math.min(left.length(), other.getEndCharacter() + 1));
                }
            }
            return new RuleSource(source.file(), source.sheet(), left.toString());
        }
    }

    private static Finding doesNotCompile(Address at, String content, String fault) {
        if (fault.startsWith(GeneratedCode.NOT_ALLOWED_PREFIX)) {
            return notAllowed(at, content, fault.substring(GeneratedCode.NOT_ALLOWED_PREFIX.length()));
        }
        String reason = withPlainDigits(withoutStackTrace(fault));
        return Finding.error(
                "does-not-compile",
                at,
                content,
                Message.of("engine.does-not-compile.message", "reason", reason),
                Message.of("engine.does-not-compile.fix"));
    }

    /// Drools writes its line numbers in the digits of the machine's locale.
    private static String withPlainDigits(String fault) {
        return fault.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What the parser says, without the stack trace that it adds where it was surprised.
    private static String withoutStackTrace(String fault) {
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
                Message.of("engine.not-allowed.message", "use", use),
                Message.of("engine.not-allowed.fix"));
    }

    private static Address sourceAddress(RuleSource source) {
        return source.sheet().isEmpty() ? Address.file(source.file()) : Address.sheet(source.file(), source.sheet());
    }

    /// The line of a DRL file; the cell or row of a sheet.
    ///
    /// @param rule name of the rule; empty for what stands outside of rules
    private Address address(RuleSource source, int line, String rule, String fault) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        if (sheet == null) {
            return new Address(source.file(), "", Math.max(0, line), 0);
        }
        return rule.isEmpty() ? sheet.of(fault) : sheet.of(rule, fault);
    }

    private String ruleAt(RuleSource source, int line) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        return sheet == null ? "" : sheet.ruleAt(line);
    }

    /// What stands at the address: the cell's content, or for a line of DRL what is given.
    private String content(RuleSource source, Address at, String otherwise) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        return sheet == null || at.column() == 0 ? otherwise : sheet.cellText(at);
    }

    private static String lineText(RuleSource source, int line) {
        List<String> lines = source.drl().lines().toList();
        return line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
    }
}
