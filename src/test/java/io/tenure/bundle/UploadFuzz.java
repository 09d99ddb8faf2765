package io.tenure.bundle;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Searches for harmful workbooks, guided by code coverage: for a while in every `./tenure test`, as long
/// as one likes with `./tenure test --fuzz SECONDS`. The seeds are scripts for a [BundleMutation], one or two for
/// each workbook.
class UploadFuzz {
    @FuzzTest
    void readsOrRejectsEveryWorkbook(byte[] script) {
        BundleMutation.read(script);
    }
}
