package dev.coalmine.lab.events;

import picocli.CommandLine.Command;

/** {@code ./coalmine events}. */
@Command(
    name = "events",
    description = "What the services have published.",
    subcommands = RepublishCommand.class)
public final class EventsCommand {}
