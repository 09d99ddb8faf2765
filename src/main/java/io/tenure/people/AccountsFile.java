package io.tenure.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of accounts with their passwords: the first accounts of a database, and the demo accounts.
///
/// Each line is `name:password:role,role`; empty lines and lines that begin with `#` don't count.
///
/// @param accounts in the order of the file
/// @param malformedLines numbers, from 1, of the lines that are no account
public record AccountsFile(List<Account> accounts, List<Integer> malformedLines) {
    private static final int FIELDS = 3;

    /// An account as the file has it; whether its name, password and roles are allowed is not checked.
    ///
    /// @param line number of its line, from 1
    public record Account(int line, String name, String password, List<String> roles) {
        public Account {
            roles = List.copyOf(roles);
        }
    }

    public AccountsFile {
        accounts = List.copyOf(accounts);
        malformedLines = List.copyOf(malformedLines);
    }

    /// @throws IOException if the file can't be read, or isn't UTF-8
    public static AccountsFile read(Path file) throws IOException {
        List<Account> accounts = new ArrayList<>();
        List<Integer> malformed = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.strip().split(":", FIELDS);
            if (fields.length == FIELDS) {
                accounts.add(new Account(number, fields[0], fields[1], List.of(fields[2].split(","))));
            } else {
                malformed.add(number);
            }
        }
        return new AccountsFile(accounts, malformed);
    }

    /// The password of an account; empty where the file has no account of this name.
    public Optional<String> password(String name) {
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .map(Account::password)
                .findFirst();
    }
}
