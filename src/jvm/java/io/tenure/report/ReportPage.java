package io.tenure.report;

import io.tenure.model.ConfidenceInterval;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report as one HTML page that needs nothing else: plots are drawn here, as SVG, and no script runs.
public final class ReportPage {
    private static final int PLOT_WIDTH = 300;
    private static final int PLOT_HEIGHT = 18;
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6775;--line:#d7dde4;--good:#1b6e53;--bad:#b3402a;--paper:#fff}
            @media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9aa7b4;--line:#36424e;--good:#5cc49f;--bad:#f0917c;--paper:#161c22}}
            body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:72rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:2px solid var(--line)}h3{margin:1.8rem 0 .2rem}
            p.note{color:var(--soft);margin:.2rem 0 .5rem}ul{padding-left:1.2rem}li.good::marker{content:"✓ ";color:var(--good)}li.bad::marker{content:"✗ ";color:var(--bad)}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
            th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid var(--line)}th:first-child,td:first-child{text-align:left}
            th{color:var(--soft);font-weight:600}svg{display:block}
            .axis{stroke:var(--line)}.good{stroke:var(--good);fill:var(--good)}.bad{stroke:var(--bad);fill:var(--bad)}
            .said{stroke:var(--ink);stroke-width:2}
            """;

    private final StringBuilder page = new StringBuilder();

    public ReportPage(String title, Locale locale) {
        page.append("<!doctype html>\n<html lang=\"")
                .append(locale.getLanguage())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    public void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    public void paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /// A statement that is true or not of what was measured.
    public record Statement(boolean good, String text) {
        public String line() {
            return (good ? "  ✓ " : "  ✗ ") + text;
        }
    }

    public void statements(List<Statement> statements) {
        page.append("<ul>\n");
        statements.forEach(s -> page.append("<li class=\"")
                .append(s.good ? "good" : "bad")
                .append("\">")
                .append(escaped(s.text))
                .append("</li>\n"));
        page.append("</ul>\n");
    }

    public void table(ReportTable table) {
        page.append("<h3>").append(escaped(table.title())).append("</h3>\n");
        if (!table.note().isEmpty()) {
            page.append("<p class=\"note\">").append(escaped(table.note())).append("</p>\n");
        }
        boolean plotted = table.rows().stream().anyMatch(row -> row.plot() != null);
        double low = Math.min(
                0,
                table.rows().stream()
                        .mapToDouble(row -> limit(row.plot(), true))
                        .min()
                        .orElse(0));
        double high = table.rows().stream()
                .mapToDouble(row -> limit(row.plot(), false))
                .max()
                .orElse(1);
        page.append("<div class=\"wide\"><table><thead><tr>");
        table.headings()
                .forEach(h ->
                        page.append("<th scope=\"col\">").append(escaped(h)).append("</th>"));
        if (plotted) {
            page.append("<th scope=\"col\">")
                    .append(OutputLabels.number(low, 2))
                    .append(" … ")
                    .append(OutputLabels.number(high, 2))
                    .append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (ReportTable.Row row : table.rows()) {
            page.append("<tr>");
            row.cells().forEach(c -> page.append("<td>").append(escaped(c)).append("</td>"));
            if (plotted) {
                page.append("<td>").append(plot(row, low, high)).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private static double limit(ReportTable.@Nullable Plot plot, boolean low) {
        if (plot == null) {
            return 0;
        }
        double expected = Double.isNaN(plot.expected()) ? plot.value() : plot.expected();
        ConfidenceInterval interval = plot.interval();
        double end = interval == null ? plot.value() : low ? interval.low() : interval.high();
        return low ? Math.min(end, expected) : Math.max(end, expected);
    }

    /// A dot with its interval as a line; a tick where it should be.
    private static String plot(ReportTable.Row row, double low, double high) {
        ReportTable.Plot plot = row.plot();
        if (plot == null || !(high > low)) {
            return "";
        }
        String kind = plot.good() ? "good" : "bad";
        int middle = PLOT_HEIGHT / 2;
        StringBuilder svg = new StringBuilder(OutputLabels.formatted(
                "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
                        + "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                PLOT_WIDTH, PLOT_HEIGHT, escaped(String.join(" ", row.cells())), middle, PLOT_WIDTH, middle));
        ConfidenceInterval interval = plot.interval();
        if (interval != null) {
            svg.append(OutputLabels.formatted(
                    "<line class=\"%s\" stroke-width=\"3\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    kind, x(interval.low(), low, high), middle, x(interval.high(), low, high), middle));
        }
        if (!Double.isNaN(plot.expected())) {
            double at = x(plot.expected(), low, high);
            svg.append(OutputLabels.formatted(
                    "<line class=\"said\" x1=\"%.1f\" y1=\"2\" x2=\"%.1f\" y2=\"%d\"/>", at, at, PLOT_HEIGHT - 2));
        }
        svg.append(OutputLabels.formatted(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/></svg>",
                kind, x(plot.value(), low, high), middle));
        return svg.toString();
    }

    private static double x(double value, double low, double high) {
        return 5 + (PLOT_WIDTH - 10) * (Math.clamp(value, low, high) - low) / (high - low);
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    public String finished() {
        return page + "</body></html>\n";
    }
}
