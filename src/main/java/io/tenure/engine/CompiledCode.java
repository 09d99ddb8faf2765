package io.tenure.engine;

import io.tenure.finding.Finding;
import java.util.List;
import org.drools.model.Model;

/// The result of compiling the code of a ruleset: models and their rules, or findings.
record CompiledCode(List<Model> models, List<BoundRule> rules, List<Finding> findings) {
    CompiledCode {
        models = List.copyOf(models);
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    static CompiledCode invalid(List<Finding> findings) {
        return new CompiledCode(List.of(), List.of(), findings);
    }
}
