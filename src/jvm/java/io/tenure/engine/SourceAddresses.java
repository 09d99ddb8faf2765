package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where in the files of a bundle the code of a source stands: a line of a DRL file, or a cell or row of a sheet.
final class SourceAddresses {
    /// Where the rules of free-form sheets stand.
    private final Map<RuleSource, FreeFormSourceMap> sourceMaps = new IdentityHashMap<>();

    void add(RuleSource source, FreeFormSourceMap sourceMap) {
        sourceMaps.put(source, sourceMap);
    }

    @Nullable
    FreeFormSourceMap sheet(RuleSource source) {
        return sourceMaps.get(source);
    }

    /// The whole file or sheet.
    static Address of(RuleSource source) {
        return source.sheet().isEmpty() ? Address.file(source.file()) : Address.sheet(source.file(), source.sheet());
    }

    /// The line of a DRL file; the cell or row of a sheet.
    ///
    /// @param rule name of the rule; empty for what stands outside of rules
    /// @param fault what is wrong, which tells the cell
    Address of(RuleSource source, int line, String rule, String fault) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        if (sheet == null) {
            return new Address(source.file(), "", Math.max(0, line), 0);
        }
        return rule.isEmpty() ? sheet.of(fault) : sheet.of(rule, fault);
    }

    /// The rule of a sheet that a line of its DRL belongs to; empty for a DRL file.
    String ruleAt(RuleSource source, int line) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        return sheet == null ? "" : sheet.ruleAt(line);
    }

    /// What stands at the address: the cell's content, or for a line of DRL what is given.
    String content(RuleSource source, Address at, String otherwise) {
        FreeFormSourceMap sheet = sourceMaps.get(source);
        return sheet == null || at.column() == 0 ? otherwise : sheet.cellText(at);
    }

    static String lineText(RuleSource source, int line) {
        List<String> lines = source.drl().lines().toList();
        return line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
    }
}
