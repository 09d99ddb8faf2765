package io.tenure.ruleset;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Looks for workbooks that do harm, guided by which code is reached. Run by `./tenure test --fuzz SECONDS`; the
/// everyday tests have [MutantsTest].
class UploadFuzz {
    @FuzzTest
    void readsOrRefusesEveryWorkbook(byte[] script) {
        Mutant.read(script);
    }
}
