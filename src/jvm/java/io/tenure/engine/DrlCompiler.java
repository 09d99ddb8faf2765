package io.tenure.engine;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Characters;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
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
    private static final int MAX_NAME_LENGTH = 500;

    /// The attribute that names a rule's phase; without it a rule waits until all phases are over.
    private static final String AGENDA_GROUP = "agenda-group";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");
    /// How a rule asks for a parameter.
    private static final Pattern PARAMETER =
            Pattern.compile("([$\\w]+|getParameters\\(\\))\\.get\\(\\s*\"([^\"]*)\"\\s*\\)");
    private static final Pattern PARAMETERS_VARIABLE =
            Pattern.compile("Parameters\\(\\s*([$\\w]+)\\s*:\\s*this\\b|([$\\w]+)\\s*:\\s*Parameters\\(");

    /// How a rule asks for an outcome, or writes one, by its name.
    private static final Pattern OUTCOME =
            Pattern.compile("\\b(?:outcome\\[|outcome\\.get\\(|setOutcome\\()\\s*\"([^\"]*)\"");

    private final Dictionary dictionary;
    private final List<String> phases;
    private final Parameters parameters;
    private final SourceAddresses addresses = new SourceAddresses();
    private final DrlLimits limits = new DrlLimits();

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
                addresses.add(translated.source(), translated.sourceMap());
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
        GeneratedCode code = GeneratedCode.generate(sources, dictionary, parameters);
        if (!code.faults().isEmpty()) {
            return CompiledCode.invalid(distinct(locateFaults(sources, code.faults())));
        }
        List<Model> models = code.models();
        models.forEach(JoinBudget::addTo);
        return new CompiledCode(
                models,
                rules.stream().map(r -> r.rule.bind(dictionary, parameters)).toList(),
                List.of());
    }

    /// What is wrong with the code of a sheet's column is wrong in each of its rows, and reported once.
    private static List<Finding> distinct(List<Finding> findings) {
        return findings.stream().distinct().toList();
    }

    /// Reads the rules of one source, adding what is wrong with its form.
    private List<ParsedRule> parse(RuleSource source, List<Finding> findings) {
        DrlLimits.Excess excess = limits.check(source).orElse(null);
        if (excess != null) {
            findings.add(CompilerFindings.tooDeep(
                    addresses.of(source, excess.line(), addresses.ruleAt(source, excess.line()), ""),
                    excess.message()));
            return List.of();
        }
        DrlParser parser = new DrlParser();
        PackageDescr parsed = null;
        try {
            parsed = parser.parse(GeneratedCode.resource(source), source.drl());
        } catch (DroolsParserException e) {
            findings.add(CompilerFindings.of(
                    SourceAddresses.of(source), "", CodeFault.ofCompiler(String.valueOf(e.getMessage()))));
        } catch (StackOverflowError e) {
            findings.add(CompilerFindings.tooDeep(SourceAddresses.of(source), Message.of("engine.too-deep.nested")));
        }
        for (DroolsError error : parser.getErrors()) {
            int line = error.getLines().length == 0 ? 0 : error.getLines()[0];
            String text = SourceAddresses.lineText(source, line);
            Address at = addresses.of(source, line, addresses.ruleAt(source, line), text);
            findings.add(CompilerFindings.of(
                    at, addresses.content(source, at, text), CodeFault.ofCompiler(error.getMessage())));
        }
        if (parsed == null) {
            return List.of();
        }
        for (DrlConstructs.Refused refused : DrlConstructs.refused(parsed)) {
            String use = refused.use().text();
            Address at = addresses.of(source, refused.line(), refused.rule(), use);
            findings.add(CompilerFindings.of(
                    at, addresses.content(source, at, use), CodeFault.notAllowed(refused.rule(), refused.use())));
        }
        List<ParsedRule> rules = new ArrayList<>();
        for (RuleDescr rule : parsed.getRules()) {
            if (!rule.isQuery()) {
                rules.add(parsedRule(source, parsed.getName(), rule));
            }
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
                if (rule.name().length() > MAX_NAME_LENGTH || !Characters.isPlain(rule.name())) {
                    findings.add(Finding.error(
                            "bad-rule-name",
                            addresses.of(source, rule.lineOrRow(), rule.name(), ""),
                            rule.name(),
                            Message.of("engine.bad-rule-name.message"),
                            Message.of("engine.bad-rule-name.fix", "maxLength", MAX_NAME_LENGTH)));
                }
                if (!names.add(rule.packageName() + "." + rule.name())) {
                    findings.add(Finding.error(
                            "duplicate-rule",
                            addresses.of(source, rule.lineOrRow(), rule.name(), ""),
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
        Address at = addresses.of(sourced.source, rule.lineOrRow(), rule.name(), "");
        if (!phases.contains(rule.phase())) {
            findings.add(
                    addresses.sheet(sourced.source) != null
                            ? invalidPhaseInSheet(sourced.source, rule)
                            : CodeFindings.invalidPhase(at, rule.name(), rule.phase(), phases));
        }
        findings.addAll(CodeFindings.unknownNames(at, rule, parameters, dictionary));
    }

    private Finding invalidPhaseInSheet(RuleSource source, ParsedRule rule) {
        String named = rule.phase();
        // A sheet names it for all its rules.
        Address at = named.isEmpty()
                ? SourceAddresses.of(source)
                : addresses.of(source, rule.lineOrRow(), rule.name(), named);
        return Finding.error(
                "invalid-phase",
                at,
                named.isEmpty() ? "" : addresses.content(source, at, rule.name()),
                CodeFindings.invalidPhase(named),
                Message.of("engine.invalid-phase.fix", "phases", phases));
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
        Set<String> holders = new HashSet<>(Set.of("parameters", "getParameters()"));
        PARAMETERS_VARIABLE
                .matcher(text)
                .results()
                .forEach(bound -> holders.add(bound.group(1) == null ? bound.group(2) : bound.group(1)));
        while (parameter.find()) {
            if (holders.contains(parameter.group(1))) {
                asked.add(parameter.group(2));
            }
        }
        Set<String> outcomes = new LinkedHashSet<>();
        Matcher outcome = OUTCOME.matcher(text);
        while (outcome.find()) {
            outcomes.add(outcome.group(1));
        }
        AttributeDescr group = rule.getAttributes().get(AGENDA_GROUP);
        FreeFormSourceMap sheet = addresses.sheet(source);
        return new ParsedRule(
                packageName,
                rule.getName(),
                source.file(),
                source.sheet(),
                sheet == null ? rule.getLine() : sheet.row(rule.getName()),
                group == null ? "" : group.getValue(),
                List.copyOf(words),
                List.copyOf(asked),
                List.copyOf(outcomes));
    }

    /// Which rules the faults are about; the first source where that is not found.
    private List<Finding> locateFaults(List<RuleSource> sources, List<CodeFault> together) {
        List<Finding> findings = new ArrayList<>();
        for (RuleSource source : sources) {
            try {
                PackageDescr parsed = new DrlParser().parse(GeneratedCode.resource(source), source.drl());
                findings.addAll(new FaultLocator(
                                source,
                                parsed.getRules(),
                                addresses,
                                part -> GeneratedCode.generate(List.of(part), dictionary, parameters))
                        .findings(together));
            } catch (DroolsParserException e) {
                continue;
            }
        }
        if (findings.isEmpty()) {
            together.forEach(
                    fault -> findings.add(CompilerFindings.of(SourceAddresses.of(sources.getFirst()), "", fault)));
        }
        return findings;
    }
}
