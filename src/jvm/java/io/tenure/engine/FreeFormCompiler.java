package io.tenure.engine;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.decisiontable.parser.DefaultRuleSheetListener;
import org.drools.template.model.DRLOutput;
import org.drools.template.parser.DataListener;

/// Turns a sheet whose columns are written as Drools code into DRL, with Drools' own reader.
final class FreeFormCompiler {
    /// A cell address in a message of Drools about a sheet.
    private static final Pattern CELL = Pattern.compile("\\b(?:cells?|at) \\[?([A-Z]{1,3})(\\d{1,7})\\b");

    /// Maximum number of rules of one sheet; a thousand take half a minute.
    private static final int MAX_RULES = 2_000;

    private FreeFormCompiler() {}

    /// A sheet as DRL, and the addresses of its rules in the sheet.
    record Translation(RuleSource source, FreeFormSourceMap sourceMap) {}

    /// The sheet as DRL; empty, with a finding, if Drools can't read it.
    static Optional<Translation> translate(FreeFormSheet free, List<Finding> findings) {
        FreeFormSourceMap.Cells cells = new FreeFormSourceMap.Cells();
        try {
            DefaultRuleSheetListener listener = new DefaultRuleSheetListener();
            listener.setWorksheetName(free.sheet());
            List<DataListener> listeners = List.of(new FreeFormBudget(), cells, listener);
            FreeFormCells.read(free.content(), listeners);
            DRLOutput out = new DRLOutput();
            listener.getRuleSet().renderDRL(out);
            RuleSource source = new RuleSource(free.file(), free.sheet(), out.getDRL());
            FreeFormSourceMap places = FreeFormSourceMap.of(source, cells);
            if (places.size() > MAX_RULES) {
                findings.add(Finding.error(
                        "too-large",
                        Address.sheet(free.file(), free.sheet()),
                        "",
                        Message.of("engine.too-large.message", "places", places.size(), "maxRules", MAX_RULES),
                        Message.of("engine.too-large.fix")));
                return Optional.empty();
            }
            return Optional.of(new Translation(source, places));
        } catch (FreeFormBudget.ExceededException _) {
            findings.add(Finding.error(
                    "too-large",
                    Address.sheet(free.file(), free.sheet()),
                    "",
                    Message.of(
                            "engine.too-large.code",
                            "maxCharacters",
                            FreeFormBudget.MAX_CHARACTERS,
                            "maxCells",
                            FreeFormBudget.MAX_CELLS),
                    Message.of("engine.too-large.fix")));
            return Optional.empty();
        } catch (RuntimeException e) {
            String reason = reason(e);
            Address at = address(free, reason);
            findings.add(Finding.error(
                    "unreadable-free-form",
                    at,
                    cells.at(at.row(), at.column()),
                    Message.of("engine.unreadable-free-form.message", "reason", reason),
                    Message.of("engine.unreadable-free-form.fix")));
            return Optional.empty();
        }
    }

    private static String reason(Throwable failure) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failure; cause != null && reasons.size() < 3; cause = cause.getCause()) {
            String words = cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage().lines().findFirst().orElse("");
            if (!words.isBlank() && !reasons.contains(words)) {
                reasons.add(words);
            }
        }
        return String.join(": ", reasons);
    }

    private static Address address(FreeFormSheet free, String reason) {
        Matcher cell = CELL.matcher(reason);
        if (!cell.find()) {
            return Address.sheet(free.file(), free.sheet());
        }
        return new Address(
                free.file(), free.sheet(), Integer.parseInt(cell.group(2)), FreeFormSourceMap.column(cell.group(1)));
    }
}
