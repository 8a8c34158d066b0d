package dev.coalmine.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./coalmine}: the one command a person runs. */
@Command(
    name = "coalmine",
    description = "A microservices reference architecture you can watch fail safely.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {})
public final class Coalmine {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Coalmine()).execute(arguments));
  }
}
