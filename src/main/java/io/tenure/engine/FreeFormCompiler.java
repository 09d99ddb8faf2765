package io.tenure.engine;

import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Address;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.FreeForm;
import io.tenure.ruleset.Source;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.drools.decisiontable.SpreadsheetCompiler;

/// Turns a sheet whose columns are written as Drools code into DRL, with Drools' own reader.
final class FreeFormCompiler {
    private FreeFormCompiler() {}

    /// The sheet as DRL; where Drools cannot read it, a finding is added and the DRL is empty.
    static Source drl(FreeForm free, List<Finding> findings) {
        try {
            return new Source(
                    free.file(),
                    free.sheet(),
                    new SpreadsheetCompiler().compile(new ByteArrayInputStream(free.workbook()), free.sheet()));
        } catch (RuntimeException e) {
            findings.add(Finding.error(
                    "free-form",
                    Address.sheet(free.file(), free.sheet()),
                    "",
                    new Text("Drools cannot read this table: " + e.getMessage(), "Drools无法读取此表：" + e.getMessage()),
                    new Text(
                            "Correct the sheet as Drools says, or write the table with typed columns.",
                            "请按提示修改，或改用类型化列。")));
            return new Source(free.file(), free.sheet(), "");
        }
    }
}
