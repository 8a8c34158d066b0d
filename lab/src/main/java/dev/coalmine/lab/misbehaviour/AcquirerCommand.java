package dev.coalmine.lab.misbehaviour;

import picocli.CommandLine.Command;

/** {@code ./coalmine acquirer}. */
@Command(
    name = "acquirer",
    description = {
      "Make the card acquirer misbehave, in one way or in several at once.",
      "Each ends by itself; its books agree all the time."
    },
    subcommands = {BehaveCommand.class, ListCommand.class, ClearCommand.class})
public final class AcquirerCommand {}
