package io.tenure.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;

/// Finds the parts of DRL that rules may not use, in what the parser made of a source. Only what is listed here passes.
final class DrlConstructs {
    /// What a rule may import; what it then does with it is asked of the compiled code.
    private static final Pattern IMPORTABLE = Pattern.compile(
            "io\\.tenure\\.lifecycle\\.[\\w*]+|java\\.(math|time)\\.[\\w*]+|java\\.time\\.temporal\\.ChronoUnit"
                    + "|java\\.util\\.(\\*|List|Set|Objects|Locale)|java\\.lang\\.(Math(\\.[\\w*]+)?|[A-Z]\\w*)");

    /// Packages that no rule may add classes to: those of Java, which wouldn't load them, and ours.
    private static final Pattern FOREIGN_PACKAGE = Pattern.compile("(java|io\\.tenure)(\\..*)?");

    /// Most groups of conditions within each other, `not (exists …)`: in the third Drools fails with some facts.
    private static final int MAX_NESTED = 2;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d+");

    private static final Set<String> ATTRIBUTES =
            Set.of("agenda-group", "salience", "no-loop", "lock-on-active", "activation-group");
    private static final Set<String> TIMED_ATTRIBUTES =
            Set.of("timer", "duration", "calendars", "date-effective", "date-expires");
    private static final Set<String> ACCUMULATE_FUNCTIONS = Set.of("count", "sum", "min", "max", "average");

    /// Where a refused part stands.
    ///
    /// @param line in the DRL, from 1
    /// @param rule name of the rule; empty outside of rules
    record Refused(int line, String rule, RefusedUse use) {}

    private final List<Refused> found = new ArrayList<>();
    private String rule = "";
    private int nested;

    private DrlConstructs() {}

    static List<Refused> refused(PackageDescr source) {
        DrlConstructs constructs = new DrlConstructs();
        constructs.checkFile(source);
        for (RuleDescr rule : source.getRules()) {
            constructs.checkRule(rule);
        }
        return List.copyOf(constructs.found);
    }

    private void refuse(BaseDescr where, RefusedUse use) {
        found.add(new Refused(where.getLine(), rule, use));
    }

    private void checkFile(PackageDescr source) {
        if (FOREIGN_PACKAGE.matcher(source.getName()).matches()) {
            refuse(source, RefusedUse.foreignPackage("package " + source.getName()));
        }
        List<ImportDescr> imports = new ArrayList<>(source.getImports());
        imports.addAll(source.getFunctionImports());
        imports.stream()
                .filter(Predicate.not(i -> IMPORTABLE.matcher(i.getTarget()).matches()))
                .forEach(i -> refuse(i, RefusedUse.ofCode(i.getTarget())));
        source.getAccumulateImports()
                .forEach(i -> refuse(i, RefusedUse.accumulateFunction("import accumulate " + i.getTarget())));
        source.getGlobals().forEach(g -> refuse(g, RefusedUse.global("global " + g.getIdentifier())));
        source.getTypeDeclarations().forEach(t -> refuse(t, RefusedUse.declaration("declare " + t.getTypeName())));
        source.getEnumDeclarations().forEach(t -> refuse(t, RefusedUse.declaration("declare enum " + t.getTypeName())));
        source.getWindowDeclarations().forEach(w -> refuse(w, RefusedUse.otherFacts("declare window " + w.getName())));
        source.getEntryPointDeclarations()
                .forEach(e -> refuse(e, RefusedUse.otherFacts("declare entry-point " + e.getEntryPointId())));
        source.getFunctions().forEach(f -> refuse(f, RefusedUse.function("function " + f.getName())));
        source.getAttributes().forEach(this::checkAttribute);
        if (source.getUnit() != null) {
            refuse(source.getUnit(), RefusedUse.otherFacts("unit"));
        }
    }

    private void checkRule(RuleDescr descr) {
        rule = descr.getName();
        if (descr.isQuery()) {
            refuse(descr, RefusedUse.query("query " + descr.getName()));
            return;
        }
        descr.getAttributes().values().forEach(this::checkAttribute);
        if (descr.getParentName() != null) {
            refuse(descr, RefusedUse.attribute("extends"));
        }
        if (!descr.getNamedConsequences().isEmpty()) {
            refuse(descr, RefusedUse.secondConsequence());
        }
        checkCondition(descr.getLhs());
    }

    private void checkAttribute(AttributeDescr attribute) {
        String name = attribute.getName().toLowerCase(Locale.ROOT);
        if (TIMED_ATTRIBUTES.contains(name)) {
            refuse(attribute, RefusedUse.timed(name));
        } else if (name.equals("salience")
                && !WHOLE_NUMBER.matcher(attribute.getValue().strip()).matches()) {
            refuse(attribute, RefusedUse.computedSalience());
        } else if (!ATTRIBUTES.contains(name) && !isJavaDialect(attribute)) {
            refuse(attribute, RefusedUse.attribute(name));
        }
    }

    /// Drools writes it above every sheet of code.
    private static boolean isJavaDialect(AttributeDescr attribute) {
        return attribute.getName().equals("dialect") && attribute.getValue().equals("java");
    }

    private void checkCondition(BaseDescr condition) {
        switch (condition) {
            case AndDescr and -> {
                if (nested == MAX_NESTED && and.getDescrs().size() > 1) {
                    refuse(and, RefusedUse.nestedGroup());
                }
                and.getDescrs().forEach(this::checkCondition);
            }
            case NotDescr not -> checkNested(not, not.getDescrs());
            case ExistsDescr exists -> checkNested(exists, exists.getDescrs());
            case ForallDescr all -> checkNested(all, all.getDescrs());
            case AccumulateDescr accumulate -> checkAccumulate(accumulate);
            case PatternDescr pattern -> checkPattern(pattern);
            case EvalDescr _ -> {}
            case OrDescr or -> refuse(or, RefusedUse.or());
            default -> refuse(condition, RefusedUse.condition());
        }
    }

    private void checkNested(BaseDescr group, List<?> parts) {
        if (++nested > MAX_NESTED) {
            refuse(group, RefusedUse.nested());
        } else {
            parts.forEach(part -> checkCondition((BaseDescr) part));
        }
        nested--;
    }

    private void checkPattern(PatternDescr pattern) {
        if (pattern.isQuery()) {
            refuse(pattern, RefusedUse.query("query " + pattern.getObjectType()));
        }
        if (!pattern.getBehaviors().isEmpty()) {
            refuse(pattern, RefusedUse.otherFacts("over window"));
        }
        PatternSourceDescr from = pattern.getSource();
        if (from instanceof AccumulateDescr accumulate) {
            checkAccumulate(accumulate);
        } else if (from != null) {
            refuse(pattern, RefusedUse.otherFacts("from"));
        }
    }

    private void checkAccumulate(AccumulateDescr accumulate) {
        if (accumulate instanceof GroupByDescr) {
            refuse(accumulate, RefusedUse.accumulateFunction("groupby"));
        }
        if (accumulate.getInput() != null) {
            checkNested(accumulate, List.of(accumulate.getInput()));
        }
        if (accumulate.getFunctions().isEmpty()) {
            refuse(accumulate, RefusedUse.accumulateCode());
        }
        accumulate.getFunctions().stream()
                .filter(function -> !ACCUMULATE_FUNCTIONS.contains(function.getFunction()))
                .forEach(function -> refuse(accumulate, RefusedUse.accumulateFunction(function.getFunction())));
    }
}
