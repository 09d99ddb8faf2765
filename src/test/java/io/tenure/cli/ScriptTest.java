package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The script `tenure`, which starts the commands.
class ScriptTest {
    @Test
    void eachCommandThatIsListedCanBeCalled() throws IOException {
        String script = Files.readString(Path.of("tenure"));
        String list = script.substring(script.indexOf("<<'LIST'\n"), script.indexOf("\nLIST\n"));
        List<String> commands = Pattern.compile("(?m)^([a-z][a-z-]*) {2,}")
                .matcher(list)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
        String accepted = Pattern.compile("\\$command =~ (\\S+) ]]")
                .matcher(script)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(commands)
                .contains("run", "decide", "what-if")
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> {
                    assertThat(command).containsPattern(accepted);
                    assertThat(script).contains("\ncmd_" + command + "() {");
                });
    }
}
