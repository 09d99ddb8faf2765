package io.tenure.bundle;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Looks for workbooks that do harm, guided by which code is reached: for a while in every `./tenure test`, as long
/// as one likes with `./tenure test --fuzz SECONDS`. The seeds are scripts for a [BundleMutation], one or two for
/// each workbook.
class UploadFuzz {
    @FuzzTest
    void readsOrRefusesEveryWorkbook(byte[] script) {
        BundleMutation.read(script);
    }
}
