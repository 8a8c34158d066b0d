package dev.coalmine.lab.misbehaviour;

import picocli.CommandLine.Command;

/** {@code ./coalmine acquirer}. */
@Command(
    name = "acquirer",
    description = {
      "Faults of the card acquirer, one or several at once.",
      "Each ends by itself; the acquirer's books agree all the time."
    },
    subcommands = {AcquirerFaultCommand.class, ListCommand.class, ClearCommand.class})
public final class AcquirerCommand {}
