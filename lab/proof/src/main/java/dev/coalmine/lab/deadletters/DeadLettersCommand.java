package dev.coalmine.lab.deadletters;

import picocli.CommandLine.Command;

/** {@code ./coalmine deadletters}. */
@Command(
    name = "deadletters",
    description = {
      "Records that a consumer could not make anything of, and what is parked behind them.",
      "Later events of the same aggregate wait; those of others do not."
    },
    subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class})
public final class DeadLettersCommand {}
