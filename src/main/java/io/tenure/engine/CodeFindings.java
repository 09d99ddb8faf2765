package io.tenure.engine;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Text;
import java.util.List;

/// What can be wrong with code, in words.
final class CodeFindings {
    private CodeFindings() {}

    /// @param named the phase that the rule names; empty for none
    static Finding invalidPhase(Address at, String content, String named, List<String> phases) {
        return Finding.error(
                "no-phase",
                at,
                content,
                invalidPhase(named),
                new Text(
                        "Write agenda-group \"" + String.join("\" or \"", phases) + "\".",
                        "请写 agenda-group，可选：" + String.join("、", phases) + "。"));
    }

    static Text invalidPhase(String named) {
        return named.isEmpty()
                ? new Text(
                        "The rule names no phase, so it would run after everything is decided.",
                        "该规则未指明阶段，会在一切判定之后才执行。")
                : new Text("There is no phase \"" + named + "\".", "不存在阶段“" + named + "”。");
    }

    static Finding unknownParameter(Address at, String name, Parameters parameters) {
        String nearest = Dictionary.nearest(name, parameters.names()).orElse("");
        return Finding.error(
                "unknown-parameter",
                at,
                name,
                new Text("There is no parameter \"" + name + "\".", "不存在参数“" + name + "”。"),
                nearest.isEmpty()
                        ? new Text(
                                "Add it to the sheet Parameters of settings.xlsx.", "请在settings.xlsx的Parameters表中添加。")
                        : new Text("Did you mean " + nearest + "?", "您是否指" + nearest + "？"));
    }

    /// DRL that a native binary was not built with.
    static Finding changedInNative(String file, String hash) {
        return unsupportedInNative(
                Address.file(file),
                new Text(
                        "This Tenure is a native binary, which decides by the DRL it was built with (" + shortHash(hash)
                                + "), and this file is another.",
                        "此Tenure是原生程序，只能使用构建时自带的DRL（" + shortHash(hash) + "），而该文件与之不同。"));
    }

    /// DRL that a native binary was built with, and that the bundle lacks.
    static Finding missingInNative(String file, String hash) {
        return unsupportedInNative(
                Address.file(file),
                new Text(
                        "This Tenure is a native binary, which decides by the DRL it was built with (" + shortHash(hash)
                                + "), and this file of it is missing.",
                        "此Tenure是原生程序，只能使用构建时自带的DRL（" + shortHash(hash) + "），而其中缺少该文件。"));
    }

    static Finding freeFormInNative(String file, String sheet) {
        return unsupportedInNative(
                Address.sheet(file, sheet),
                new Text(
                        "This Tenure is a native binary, which cannot compile a sheet of Drools code.",
                        "此Tenure是原生程序，无法编译Drools代码表。"));
    }

    private static Finding unsupportedInNative(Address at, Text message) {
        return Finding.error(
                "not-in-native",
                at,
                "",
                message,
                new Text(
                        "Publish typed tables alone, or change code on a Tenure that runs on a JVM.",
                        "请只发布类型化表格，或在JVM版Tenure上修改代码。"));
    }

    private static String shortHash(String hash) {
        return hash.isEmpty() ? "none" : hash.substring(0, Math.min(19, hash.length()));
    }
}
