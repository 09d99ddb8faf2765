package io.tenure.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsFileTest {
    @TempDir
    Path folder;

    @Test
    void readsAccountsAndTheLinesThatAreNone() throws IOException {
        AccountsFile file = read("""
                # Demo accounts, name:password:roles

                caller:p4ss word:caller
                engineer:geheim:rule-engineer,author,viewer
                viewer
                author:no-roles
                """);
        assertThat(file.accounts())
                .containsExactly(
                        new AccountsFile.Account(3, "caller", "p4ss word", List.of("caller")),
                        new AccountsFile.Account(
                                4, "engineer", "geheim", List.of("rule-engineer", "author", "viewer")));
        assertThat(file.malformedLines()).containsExactly(5, 6);
    }

    @Test
    void givesThePasswordOfAnAccountAndOfNoOther() throws IOException {
        AccountsFile file = read("caller:first:caller\ncaller2:second:caller\nbroken\n");
        assertThat(file.password("caller2")).contains("second");
        assertThat(file.password("call")).isEmpty();
        assertThat(file.password("broken")).isEmpty();
    }

    private AccountsFile read(String content) throws IOException {
        return AccountsFile.read(Files.writeString(folder.resolve("accounts"), content));
    }
}
