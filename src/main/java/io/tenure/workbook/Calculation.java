package io.tenure.workbook;

import java.util.Set;

/// The mark in the main part of a workbook that has spreadsheet programs compute all formulas when they open it.
final class Calculation {
    /// What may follow the element in the main part.
    private static final Set<String> LATER = Set.of(
            "oleSize",
            "customWorkbookViews",
            "pivotCaches",
            "smartTagPr",
            "smartTagTypes",
            "webPublishing",
            "fileRecoveryPr",
            "webPublishObjects",
            "extLst");

    private Calculation() {}

    /// @param main the text of the main part
    static String onLoad(String main) {
        var prefix = "";
        var depth = 0;
        for (var tag = Markup.next(main, 0); tag != null; tag = Markup.next(main, tag.end())) {
            if (tag.opens("workbook")) {
                prefix = tag.prefix();
            }
            var isEnd = tag.kind() == Markup.Kind.END && tag.name().equals("workbook");
            if (tag.opens("calcPr")) {
                var marked = Markup.withAttribute(main.substring(tag.start(), tag.end()), "fullCalcOnLoad", "1");
                return main.substring(0, tag.start()) + marked + main.substring(tag.end());
            }
            if (isEnd || depth == 1 && tag.kind() != Markup.Kind.END && LATER.contains(tag.name())) {
                return main.substring(0, tag.start())
                        + "<" + prefix + "calcPr fullCalcOnLoad=\"1\"/>"
                        + main.substring(tag.start());
            }
            depth += tag.kind() == Markup.Kind.START ? 1 : tag.kind() == Markup.Kind.END ? -1 : 0;
        }
        return main;
    }
}
