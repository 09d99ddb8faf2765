package io.tenure.bench;

import io.tenure.bundle.DrlExport;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Measures;
import java.util.List;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/// The same tables in stock Drools: sheets to DRL to compiled classes, one rule per row.
final class StockDrools {
    private static int releases;

    private final Ruleset ruleset;
    private final KieBase base;
    private final List<String> groups;

    private StockDrools(Ruleset ruleset, KieBase base) {
        this.ruleset = ruleset;
        this.base = base;
        this.groups = DrlExport.groups(ruleset.tables());
    }

    static StockDrools of(Ruleset ruleset) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId("stock", "tables", "1." + releases++);
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/tenure/export/tables.drl", DrlExport.drl(ruleset.tables()));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        StockDrools stock = new StockDrools(ruleset, services.newKieContainer(release).getKieBase());
        services.getRepository().removeKieModule(release);
        return stock;
    }

    /// The outcomes, on measures that are already computed. Unlike Tenure it gives no explanation.
    Decision decide(DecisionInput presented, Measures measures) {
        Decision decision = new Decision(ruleset.dictionary());
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("actions", ruleset.actions());
            session.insert(presented.customer());
            session.insert(measures);
            session.insert(decision);
            for (String group : groups) {
                session.getAgenda().getAgendaGroup(group).setFocus();
                session.fireAllRules();
            }
        } finally {
            session.dispose();
        }
        return decision;
    }
}
