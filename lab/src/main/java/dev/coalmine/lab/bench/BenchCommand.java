package dev.coalmine.lab.bench;

import dev.coalmine.lab.bench.gateway.GatewayCommand;
import picocli.CommandLine.Command;

/** {@code ./coalmine bench}. */
@Command(
    name = "bench",
    description = "Measures. Nothing else should run on the machine meanwhile.",
    subcommands = {
      StartupCommand.class,
      OrdersCommand.class,
      FillCommand.class,
      GatewayCommand.class
    })
public final class BenchCommand {}
