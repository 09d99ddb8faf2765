package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The help of all commands, in both languages.
class HelpTextsTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @Test
    void everyCommandOptionAndParameterIsDescribed() throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            boolean chinese = locale.equals(Locale.CHINESE);
            for (CommandLine command : commands(locale)) {
                CommandSpec spec = command.getCommandSpec();
                if (spec.parent() != null) {
                    assertText(
                            spec.qualifiedName(), chinese, spec.usageMessage().description());
                }
                if (spec.usageMessage().footer().length > 0) {
                    assertText(
                            spec.qualifiedName() + ", footer",
                            chinese,
                            spec.usageMessage().footer());
                }
                for (ArgGroupSpec group : spec.argGroups()) {
                    assertText(spec.qualifiedName() + ", heading", chinese, group.heading());
                }
                Stream.<ArgSpec>concat(spec.options().stream(), spec.positionalParameters().stream())
                        .forEach(argument ->
                                assertText(spec.qualifiedName() + " " + argument, chinese, argument.description()));
            }
        }
    }

    private static void assertText(String what, boolean chinese, String... lines) {
        String text = String.join("\n", lines);
        assertThat(text).as(what).isNotBlank();
        assertThat(HAN.matcher(text).find()).as(what + ": " + text).isEqualTo(chinese);
    }

    /// A key that no command has would be the description of something that is called otherwise now.
    @Test
    void noDescriptionIsOfSomethingThatDoesNotExist() throws Exception {
        Properties texts = new Properties();
        try (InputStreamReader file =
                new InputStreamReader(HelpTexts.class.getResourceAsStream(HelpTexts.FILE), UTF_8)) {
            texts.load(file);
        }
        List<String> used = new ArrayList<>(List.of("usage.synopsisHeading", "usage.commandListHeading"));
        for (CommandLine command : commands(Locale.ENGLISH)) {
            CommandSpec spec = command.getCommandSpec();
            String name = spec.qualifiedName(".");
            used.add(name + ".usage.description");
            used.add(name + ".usage.footer");
            for (OptionSpec option : spec.options()) {
                String key = option.longestName().replaceFirst("^-+", "");
                used.addAll(List.of(key, name + "." + key));
            }
            spec.argGroups()
                    .forEach(group -> used.addAll(List.of(group.headingKey(), name + "." + group.headingKey())));
            spec.positionalParameters().forEach(p -> used.add(name + "." + p.paramLabel() + "[" + p.index() + "]"));
        }
        assertThat(new TreeSet<>(texts.stringPropertyNames())).isSubsetOf(used);
    }

    @Test
    void theUsageIsChineseAsAWhole() throws Exception {
        String usage = commands(Locale.CHINESE).stream()
                .filter(command -> command.getCommandSpec().qualifiedName().equals("./tenure rules"))
                .findFirst()
                .orElseThrow()
                .getUsageMessage();

        assertThat(usage)
                .startsWith("用法：./tenure rules [")
                .contains("命令：", "check      检查一个文件夹中的规则，或按编号检查一个草稿。")
                .doesNotContain("Usage", "Commands", "Show this help");
    }

    private static List<CommandLine> commands(Locale locale) throws IOException {
        CommandLine line = Main.commands(
                Console.system().in(locale), new RulesetLoader(), ServiceClient.system(), Clock.systemUTC());
        List<CommandLine> all = new ArrayList<>();
        List<CommandLine> next = new ArrayList<>(List.of(line));
        while (!next.isEmpty()) {
            CommandLine command = next.removeLast();
            all.add(command);
            next.addAll(command.getSubcommands().values());
        }
        assertThat(all).hasSizeGreaterThan(15);
        return all;
    }
}
