package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide --help",
                "rules --help",
                "rules check --help",
                "rules draft --help",
                "rules keep --help",
                "rules list --help",
                "rules affected --help",
                "rules diff --help",
                "rules impact --help",
                "rules mutants --help",
                "rules publish --help",
                "rules scenarios --help",
                "rules rollback --help",
                "report -h",
                "people --help",
                "people add --help",
                "people token --help",
                "people tokens --help",
                "people disable --help",
                "people password --help",
                "people revoke --help",
                "load --help"
            })
    void everyCommandExplainsItself(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(out, err, command)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./tenure " + command.replaceFirst(" -.*", ""))
                .contains("--help");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decide --help", "rules check --help", "rules check .", "people --help"})
    void aReaderThatHasEndedIsNoFailureToTellAbout(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(failing("Broken pipe"), err, command)).isEqualTo(CliException.EXIT_FAILURE);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decide --help", "rules check ."})
    void aFullDiskIsOneSentence(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(failing("No space left on device"), err, command)).isEqualTo(CliException.EXIT_FAILURE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("The output could not be written: the disk is full." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decide --transaction x    | There is no option --transaction. Did you mean --transactions? |"
                        + " 没有选项--transaction。是否指--transactions？",
                "decide --frobnicate       | There is no option --frobnicate.      | 没有选项--frobnicate。",
                "decide -z                 | There is no option -z.                | 没有选项-z。",
                "decide --as-fo=2026-06-30 | There is no option --as-fo. Did you mean --as-of? |"
                        + " 没有选项--as-fo。是否指--as-of？",
                "decide --as-of            | --as-of needs a value: --as-of DATE   | --as-of需要一个值：--as-of DATE",
                "report --from --to        | --from needs a value: --from DAY      | --from需要一个值：--from DAY",
                "decide --skip 1 --skip 2  | --skip is given more than once.       | --skip给出了不止一次。",
                "decide a.csv b.csv c.csv  | Too many arguments: b.csv, c.csv.     | 参数过多：b.csv、c.csv。",
                "decide --as-of 30.6.2026  | --as-of: \"30.6.2026\" is not a date such as 2026-06-30. |"
                        + " --as-of：“30.6.2026”不是日期，应形如2026-06-30。",
                "rules publish 1 --from x  | --from: \"x\" is not a time such as 2026-07-01T00:00:00Z. |"
                        + " --from：“x”不是时间，应形如2026-07-01T00:00:00Z。",
                "rules publish x           | ID: \"x\" is not a whole number, or is too large. | ID：“x”不是整数，或数值过大。",
                "decide --skip 9999999999  | --skip: \"9999999999\" is not a whole number, or is too large. |"
                        + " --skip：“9999999999”不是整数，或数值过大。",
                "decide --unit-margin x    | --unit-margin: \"x\" is not a number such as 0.3. |"
                        + " --unit-margin：“x”不是数字，应形如0.3。",
                "decide --json=maybe       | --json: \"maybe\" is neither true nor false. |"
                        + " --json：“maybe”既不是true也不是false。",
                "decide --fact npsScore    | --fact: \"npsScore\" is not a name and a value, such as npsScore=9. |"
                        + " --fact：“npsScore”不是名称和值，应形如npsScore=9。",
                "rules diff release:1      | TO is missing.                        | 缺少TO。",
                "people add x              | --roles ROLES is missing.             | 缺少--roles ROLES。",
                "people add x --roles      | --roles needs a value: --roles ROLES  | --roles需要一个值：--roles ROLES",
                "rules chekc               | There is no command chekc. Commands: affected, cancel, check, delete, diff, download, draft,"
                        + " impact, list, publish, rebase, rollback, keep, mutants, scenarios. Did you mean check? |"
                        + " 没有命令chekc。可用命令：affected、cancel、check、delete、diff、download、draft、impact、list、publish、rebase、"
                        + "rollback、keep、mutants、scenarios。是否指check？",
                "people                    | Name a command: add, disable, list, password, revoke, token, tokens. |"
                        + " 请指定命令：add、disable、list、password、revoke、token、tokens。",
            })
    void saysWhatIsWrongWithTheArgumentsInBothLanguages(String command, String english, String chinese) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.err().lines().toList())
                .hasSize(2)
                .startsWith(english)
                .last()
                .matches(line -> line.matches("See \\./tenure " + command.split(" ")[0] + "( [a-z]+)? --help"));
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(CliException.EXIT_USAGE);

        assertThat(CommandRun.of("--lang zh " + command).assertChinese().err())
                .startsWith(chinese + System.lineSeparator() + "参见./tenure ");
    }

    @Test
    void namesEveryUnknownOption() {
        assertThat(CommandRun.of("decide --transaction a.csv --as-fo=2026-06-30")
                        .err()
                        .lines())
                .containsExactly(
                        "There is no option --transaction. Did you mean --transactions?",
                        "There is no option --as-fo. Did you mean --as-of?",
                        "See ./tenure decide --help");
    }

    @ParameterizedTest
    @CsvSource({
        "'',     '',              There is no file x.csv.",
        "zh,     '',              没有文件x.csv。",
        "'',     --lang zh,       没有文件x.csv。",
        "'',     --lang=zh-CN,    没有文件x.csv。",
        "en,     --lang zh_CN,    没有文件x.csv。",
        "zh_CN.UTF-8, --lang EN,  There is no file x.csv.",
        "fr,     --lang zh,       没有文件x.csv。",
        "'',     --lang fr,       '--lang must be en or zh, not \"fr\".'",
        "zh,     --lang fr,       --lang须为en或zh，而不是“fr”。",
        "fr,     '',              'TENURE_LANG must be en or zh, not \"fr\".'",
        "fr,     --lang de,       '--lang must be en or zh, not \"de\".'",
        "zh,     --lang,          --lang需要一个值：--lang en|zh",
    })
    void theOptionGoesBeforeTheEnvironmentForTheLanguage(String variable, String option, String sentence) {
        ServiceClient service =
                new ServiceClient(variable.isEmpty() ? Map.of() : Map.of("TENURE_LANG", variable), null);
        String command = "decide x.csv " + option;

        assertThat(CommandRun.of(service, command.strip().split(" ")).err())
                .startsWith(sentence + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide",
                "decide src/test/resources/cli/sales.csv --transactions src/test/resources/cli/sales.csv",
                "decide --transactions src/test/resources/cli/sales.csv",
                "decide nowhere.csv",
                "decide .",
                "decide pom.xml",
                "decide src/test/resources/cli/customers.csv --bundle nowhere",
                "decide src/test/resources/cli/customers.csv --out nowhere/x.csv",
                "decide src/test/resources/cli/customers.csv --out src/test/resources/cli/customers.csv",
                "decide src/test/resources/cli/customers.csv --header",
                "decide src/test/resources/cli/customers.csv --columns customerId",
                "decide src/test/resources/cli/customers.csv --columns customerId=Clinet",
                "decide src/test/resources/cli/customers.csv --separator x",
                "decide src/test/resources/cli/customers.csv --decimal x",
                "decide src/test/resources/cli/customers.csv --encoding x",
                "decide src/test/resources/cli/customers.csv --date-format x",
                "decide src/test/resources/cli/customers.csv --skip -1",
                "decide --transactions src/test/resources/cli/sales.csv --as-of 2026-06-30 --unit-margin 7",
                "decide --transactions src/test/resources/cli/sales.csv --as-of 2026-06-30 --fact asOf=2026-06-30",
                "decide --transactions src/test/resources/cli/sales.csv --as-of 2026-06-30 --fact currency=EUR"
                        + " --currency EUR",
                "decide --transactions src/test/resources/cli/sales.csv --as-of 2026-06-30 --fact npsScor=9",
                "decide --transactions src/test/resources/cli/sales.csv --as-of 2026-06-30 --columns customer=1",
                "rules check nowhere",
                "rules draft nowhere.drl",
                "rules impact 1 nowhere.csv",
                "load --callers 0",
                "people list",
                "frobnicate",
            })
    void whatCannotBeDoneIsSaidInChinese(String command) {
        CommandRun run = CommandRun.of(command + " --lang zh").assertChinese();

        assertThat(run.err()).isNotEmpty().doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isNotZero();
    }

    @Test
    void aServiceThatIsNotThereIsOneSentenceInEachLanguage() {
        Map<String, String> environment =
                Map.of("TENURE_USER", "a", "TENURE_PASSWORD", "b", "TENURE_URL", "http://localhost:1");
        ServiceClient closed = new ServiceClient(environment, null);
        ServiceClient noAddress =
                new ServiceClient(Map.of("TENURE_USER", "a", "TENURE_PASSWORD", "b", "TENURE_URL", "local host"), null);

        assertThat(CommandRun.of(closed, "people", "list").err())
                .isEqualTo("Tenure does not answer at http://localhost:1. Start it with ./tenure run, or set"
                        + " TENURE_URL.\n");
        assertThat(CommandRun.of(closed, "report", "--lang", "zh")
                        .assertChinese()
                        .err())
                .isEqualTo("http://localhost:1没有响应。请用./tenure run启动服务，或设置TENURE_URL。\n");
        assertThat(CommandRun.of(noAddress, "rules", "list").err())
                .isEqualTo("TENURE_URL must be an address such as http://localhost:8080, not \"local host\".\n");
        assertThat(CommandRun.of(closed, "load", "--decisions", "3", "--callers", "1", "--lang", "zh")
                        .assertChinese()
                        .out())
                .isEqualTo("没有成功的决策：3次没有响应。\n");
    }

    private static int run(OutputStream out, OutputStream err, String command) {
        return Main.run(
                Console.of(out, err, false, false),
                new RulesetLoader(),
                new ServiceClient(Map.of(), null),
                Clock.systemUTC(),
                command.split(" "));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
