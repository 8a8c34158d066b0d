package dev.coalmine.lab.bench;

import dev.coalmine.lab.bench.connections.ConnectionsCommand;
import dev.coalmine.lab.bench.gateway.GatewayCommand;
import dev.coalmine.lab.bench.limits.LimitsCommand;
import picocli.CommandLine.Command;

/** {@code ./coalmine bench}. */
@Command(
    name = "bench",
    description = "Measures. Nothing else should run on the machine meanwhile.",
    subcommands = {
      StartupCommand.class,
      OrdersCommand.class,
      FillCommand.class,
      GatewayCommand.class,
      LimitsCommand.class,
      ConnectionsCommand.class
    })
public final class BenchCommand {}
