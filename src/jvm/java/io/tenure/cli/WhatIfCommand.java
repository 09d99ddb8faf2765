package io.tenure.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.counterfactual.Counterfactuals;
import io.tenure.counterfactual.WhatIf;
import io.tenure.counterfactual.Wish;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.report.ReportJson;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `what-if`: the nearest changes of the facts of customers in a file that lead to a wished outcome.
@Command(
        name = "what-if",
        description = {"Find what would change the decisions about customers in a file.", ""},
        sortOptions = false,
        footer = {
            "",
            "For each customer: the nearest change of all, the nearest that the customer can bring about, and the"
                    + " nearest that the firm can. Each is proven by deciding again. Nothing is stored.",
            "",
            "Exit status: 0 all customers searched; 1 some customers or the file could not be read; 2 wrong usage.",
            "",
            "  ./tenure what-if customers.csv --customer C07",
            "  ./tenure what-if customers.json --wish retentionLevel=SOCIAL",
            "  ./tenure what-if customers.json --wish \"nextBestAction=not NO_ACTION\" --json"
        })
final class WhatIfCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = ReportJson.mapper();

    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final Clock clock;
    private final CustomerSource.CustomerDays days = new CustomerSource.CustomerDays();

    @Parameters(paramLabel = "FILE", description = "customers, as .csv, .xlsx, .json, .jsonl or .ndjson")
    private Path file = Path.of("");

    @Option(
            names = "--wish",
            paramLabel = "OUTCOME=CONDITION",
            description = "what is to be decided, with a condition as in a cell of a table; repeat it for several"
                    + " outcomes. Left out: another retention level or first action than now")
    private @Nullable List<String> wishes;

    @Option(names = "--customer", paramLabel = "ID", description = "only this customer of the file")
    private @Nullable String customerId;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "date of the decisions of customers without one (yyyy-MM-dd)")
    private @Nullable LocalDate asOf;

    @Option(names = "--bundle", paramLabel = "DIR", description = "use the rules in this folder, not the bundled ones")
    private @Nullable Path bundle;

    @Option(
            names = "--max-time",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "longest time for each of the three searches of a customer (default: 5)")
    private int maxSeconds;

    @Option(names = "--json", description = "print JSON as the HTTP API does, one customer per line")
    private boolean json;

    @ArgGroup(validate = false, headingKey = "files.heading", heading = "%nHow a text file is written:%n")
    private FileOptions fileOptions = new FileOptions();

    WhatIfCommand(Console console, RulesetLoader rulesetLoader, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, CliException, UnreadableFileException {
        if (maxSeconds < 1) {
            throw CliException.usageError(Message.of("cli.what-if.max-time"));
        }
        FileOptions.requireReadable(file);
        CompiledRuleset ruleset = rulesetLoader.load(bundle).ruleset();
        Wish wish = wish(ruleset);
        CustomerReader reader = new CustomerReader(ruleset.ruleset(), clock);
        int searched = 0;
        int rejected = 0;
        try (CustomerSource customers = CustomerFiles.open(file, fileOptions, Map.of(), reader, asOf, console);
                ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.what-if.task"), -1)) {
            for (CustomerSource.Entry entry = customers.next(); entry != null; entry = customers.next()) {
                Checked<DecisionInput, InputFault> customer = entry.reading().get();
                if (customerId == null || customerId.equals(id(entry, customer))) {
                    switch (whatIf(unlessRepeated(customer, entry.line()), ruleset, reader, wish)) {
                        case Checked.Invalid(List<Text> faults) -> {
                            rejected++;
                            console.printError(rejected(entry, customer, faults).message());
                        }
                        case Checked.Valid(WhatIf whatIf, var _) -> {
                            console.write(
                                    json
                                            ? JSON.writeValueAsString(whatIf) + "\n"
                                            : (searched == 0 ? "" : "\n") + whatIf.text(console.locale()));
                            searched++;
                        }
                    }
                }
                progress.advance(1);
            }
        }
        if (customerId != null && searched + rejected == 0) {
            throw CliException.failure(
                    Message.of("cli.what-if.no-customer", "customer", customerId, "file", file.toString()));
        }
        return rejected == 0 ? 0 : CliException.EXIT_FAILURE;
    }

    /// A wish as in a request: the texts become its members, so that a mistake reads the same.
    private Wish wish(CompiledRuleset ruleset) throws CliException {
        Map<String, Json.Member> members = new LinkedHashMap<>();
        List<Text> faults = new ArrayList<>();
        for (String text : wishes == null ? List.<String>of() : wishes) {
            String[] parts = text.split("=", 2);
            String name = parts[0].strip();
            if (parts.length < 2
                    || members.put(name, new Json.Member(name, new Json.Str(parts[1].strip()), 1, 1)) != null) {
                faults.add(Message.of("cli.what-if.wish", "text", text));
            }
        }
        Json.@Nullable Obj wished = members.isEmpty() ? null : new Json.Obj(List.copyOf(members.values()));
        if (faults.isEmpty()) {
            switch (Wish.read(wished, "", ruleset.ruleset())) {
                case Checked.Valid(Wish wish, var _) -> {
                    return wish;
                }
                case Checked.Invalid(List<InputFault> found) ->
                    found.forEach(fault -> faults.add(Message.of(
                            "cli.what-if.wish-fault", "message", fault.message(), "expected", fault.expected())));
            }
        }
        throw CliException.usageError(Message.of("cli.what-if.wish-faults", "faults", faults));
    }

    private Checked<WhatIf, Text> whatIf(
            Checked<DecisionInput, InputFault> customer, CompiledRuleset ruleset, CustomerReader reader, Wish wish) {
        return switch (customer) {
            case Checked.Invalid(List<InputFault> faults) -> invalid(faults, InputFault::message);
            case Checked.Valid(DecisionInput input, var _) ->
                switch (Counterfactuals.of(ruleset, reader, input, wish, Duration.ofSeconds(maxSeconds))) {
                    case Checked.Invalid(List<RuleFailure> failures) -> invalid(failures, RuleFailure::message);
                    case Checked.Valid(Counterfactuals found, var _) ->
                        Checked.valid(WhatIf.of(
                                found,
                                Objects.requireNonNull(input.customer().getCustomerId()),
                                Objects.requireNonNull(input.customer().getAsOf()),
                                0,
                                ruleset.ruleset(),
                                console.locale()));
                };
        };
    }

    private Checked<DecisionInput, InputFault> unlessRepeated(Checked<DecisionInput, InputFault> customer, long line) {
        return customer.then(input -> {
            InputFault repeated = days.add(input.customer(), line);
            return repeated == null ? Checked.valid(input) : new Checked.Invalid<>(List.of(repeated));
        });
    }

    private static <F> Checked<WhatIf, Text> invalid(List<F> faults, Function<F, ? extends Text> message) {
        return new Checked.Invalid<>(faults.stream().<Text>map(message::apply).toList());
    }

    private CustomerResult.Rejected rejected(
            CustomerSource.Entry entry, Checked<DecisionInput, InputFault> customer, List<Text> faults) {
        return new CustomerResult.Rejected(
                entry.line(),
                id(entry, customer),
                faults.stream().map(console::localized).toList());
    }

    private static String id(CustomerSource.Entry entry, Checked<DecisionInput, InputFault> customer) {
        return customer instanceof Checked.Valid(DecisionInput input, var _)
                ? Objects.requireNonNull(input.customer().getCustomerId())
                : entry.customerId();
    }
}
