package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.FreeFormSheet;

/// Which files of a bundle hold code, so that changing them takes the role rule-engineer.
final class CodeFiles {
    private CodeFiles() {}

    /// Whether a file is code: DRL, or a workbook with sheets of Drools code.
    static boolean containsCode(String path, Bundle bundle) {
        byte[] content = bundle.files().get(path);
        return isCodePath(path) || (content != null && FreeFormSheet.existsIn(path, content));
    }

    /// Whether a file is code whatever it contains. Workbooks have to be read to know.
    static boolean isCodePath(String path) {
        return path.startsWith("rules/");
    }
}
