package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.drools.drl.ast.descr.RuleDescr;

/// Finds the rules of one source that faults of its code are about.
///
/// The check of the bytecode names them. The compilers speak of generated code, so that ever smaller parts of
/// the source are compiled until single rules are left; after [#MAX_BUILDS] the rest is left unnamed.
final class FaultLocator {
    /// Most compilations to find the rules that keep a source from compiling.
    private static final int MAX_BUILDS = 60;

    private final RuleSource source;
    private final List<RuleDescr> rules;
    private final SourceAddresses addresses;
    private final Function<RuleSource, GeneratedCode> compiler;
    private final List<LocatedFault> located = new ArrayList<>();
    private int buildsLeft = MAX_BUILDS;

    private record LocatedFault(String rule, Address at, CodeFault fault) {}

    /// @param compiler compiles a part of the source
    FaultLocator(
            RuleSource source,
            List<RuleDescr> rules,
            SourceAddresses addresses,
            Function<RuleSource, GeneratedCode> compiler) {
        this.source = source;
        this.rules = rules;
        this.addresses = addresses;
        this.compiler = compiler;
    }

    /// @param together the faults of all sources compiled together
    List<Finding> findings(List<CodeFault> together) {
        if (together.stream().noneMatch(fault -> fault.rule().isEmpty())) {
            rules.forEach(rule -> together.stream()
                    .filter(fault -> fault.rule().equals(rule.getName()))
                    .forEach(fault -> locate(rule, fault)));
        } else {
            search(0, rules.size());
        }
        FreeFormSourceMap sheet = addresses.sheet(source);
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
            Finding finding = CompilerFindings.of(at, addresses.content(source, at, b.rule), b.fault);
            if (sheet == null) {
                all.add(finding);
            } else if (findings.putIfAbsent(at, finding) == null) {
                all.add(finding);
            }
        }
        return all;
    }

    private void search(int from, int to) {
        if (from >= to || buildsLeft-- <= 0) {
            return;
        }
        List<CodeFault> faults = compiler.apply(withRules(from, to)).faults();
        if (faults.isEmpty()) {
            return;
        }
        if (to - from > 1) {
            int middle = (from + to) >>> 1;
            search(from, middle);
            search(middle, to);
            return;
        }
        faults.forEach(fault -> locate(rules.get(from), fault));
    }

    private void locate(RuleDescr rule, CodeFault fault) {
        located.add(new LocatedFault(
                rule.getName(), addresses.of(source, rule.getLine(), rule.getName(), fault.text()), fault));
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
