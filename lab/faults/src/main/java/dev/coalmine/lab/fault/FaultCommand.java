package dev.coalmine.lab.fault;

import picocli.CommandLine.Command;

/** {@code ./coalmine fault}. */
@Command(
    name = "fault",
    description = {
      "Lets a link between two parts, or a part's process, fail for a while.",
      "Every fault ends by itself, even if this program is killed."
    },
    subcommands = {AddCommand.class, ListCommand.class, ClearCommand.class})
public final class FaultCommand {}
