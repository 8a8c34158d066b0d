package dev.coalmine.lab.deadletters;

import picocli.CommandLine.Command;

/** {@code ./coalmine deadletters}. */
@Command(
    name = "deadletters",
    description = {
      "Records that a consumer could not make anything of, and what is parked behind them.",
      "Their aggregate's later events wait, nobody else's."
    },
    subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class})
public final class DeadLettersCommand {}
