package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// A command fails for a reason that the user can understand and change.
final class CliException extends Exception {
    static final int EXIT_FAILURE = 1;
    static final int EXIT_USAGE = 2;

    private static final long serialVersionUID = 1;

    private final int exitStatus;
    private final transient Text sentence;

    private CliException(int status, Text sentence) {
        super(sentence.en(), null, false, false);
        this.exitStatus = status;
        this.sentence = sentence;
    }

    /// The command could not do its work: exit status 1.
    static CliException failure(Text sentence) {
        return new CliException(EXIT_FAILURE, sentence);
    }

    /// The command was called with wrong arguments: exit status 2.
    static CliException usageError(Text sentence) {
        return new CliException(EXIT_USAGE, sentence);
    }

    /// A file can't be read: exit status 2 if an option can change that.
    static CliException of(UnreadableFileException unreadable) {
        UnreadableFileException.Setting setting = unreadable.setting();
        if (setting == null) {
            return failure(unreadable.sentence());
        }
        String option = switch (setting) {
            case COLUMNS -> "--columns customer=1,date=2,amount=3";
            case HEADINGS -> "--columns customerId=…";
            case SEPARATOR -> "--separator comma|semicolon|tab|pipe|space";
            case DECIMAL -> "--decimal point|comma";
            case DATE_FORMAT -> "--date-format dd/MM/yyyy";
            case ENCODING -> "--encoding windows-1252";
            case SKIP -> "--skip N";
        };
        return usageError(Message.of("cli.file.option", "sentence", unreadable.sentence(), "option", option));
    }

    /// What is wrong, in one sentence or, if several things are, in lines.
    Text sentence() {
        return sentence;
    }

    int exitStatus() {
        return exitStatus;
    }
}
