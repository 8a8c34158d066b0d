package dev.coalmine.lab.target;

import dev.coalmine.lab.cli.Gzip;
import dev.coalmine.lab.cli.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.json.JsonMapper;

/** Executes a command inside the target system instead of in this process. */
public final class RemoteExecution {

  private static final String STATUS = "status";

  private static final List<String> KNOWN =
      List.of(
          "acquirer",
          "deadletters",
          "load",
          "order",
          "reconcile",
          "replay",
          "seed",
          "settled",
          STATUS,
          "token");
  private static final String STANDARD_INPUT = "-";
  private static final String ROW = "%-40s %-28s %s%n";

  private RemoteExecution() {}

  /** A picocli execution strategy. */
  public static int execute(Target target, ParseResult parsed) {
    var help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    var command = parsed.subcommand();
    requireKnownThere(command);
    try {
      return command.commandSpec().name().equals(STATUS)
          ? tell(target.parts(), command.hasMatchedOption("--json"))
          : run(target, command);
    } catch (Exception e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private static void requireKnownThere(ParseResult command) {
    var name = command.commandSpec().name();
    if (!KNOWN.contains(name)) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "%s is only for what ./coalmine up has started; --target knows %s"
              .formatted(name, String.join(", ", KNOWN)));
    }
  }

  private static int run(Target target, ParseResult command) throws InterruptedException {
    var file = file(command);
    return target.run(
        arguments(command, file), file.map(RemoteExecution::packed).orElse(Program.NOTHING));
  }

  /** As they were given, from the command's name on; a file of this machine is the input there. */
  static List<String> arguments(ParseResult command, Optional<String> file) {
    var given = command.originalArgs();
    var arguments =
        new ArrayList<>(given.subList(given.indexOf(command.commandSpec().name()), given.size()));
    file.ifPresent(it -> arguments.set(arguments.lastIndexOf(it), "-")); // options come before it
    return arguments;
  }

  /** What the command reads: its parameter that is a path. */
  static Optional<String> file(ParseResult command) {
    return command.matchedPositionals().stream()
        .filter(it -> it.type() == Path.class)
        .map(it -> it.originalStringValues().getFirst())
        .findFirst();
  }

  /** Gzipped, so that the reader notices an input that has broken off. */
  static Program.Feed packed(String file) {
    var path = Path.of(file);
    if (!file.equals(STANDARD_INPUT) && !Files.isReadable(path)) {
      throw new UserError("there is no file " + file);
    }
    if (Files.isDirectory(path)) {
      throw new UserError(file + " is a folder");
    }
    return there -> {
      try (var here = new BufferedInputStream(open(file))) {
        if (Gzip.isIn(here)) {
          here.transferTo(there);
        } else {
          pack(here, there);
        }
      }
    };
  }

  private static InputStream open(String file) throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
  }

  private static void pack(InputStream here, OutputStream there) throws IOException {
    try (var packing = new GZIPOutputStream(there)) {
      here.transferTo(packing);
    }
  }

  private static int tell(List<Target.Part> parts, boolean asJson) {
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(Map.of("parts", parts)));
    } else {
      System.out.printf(ROW, "part", "status", "restarts");
      parts.forEach(
          it ->
              System.out.printf(
                  ROW, it.name(), it.status(), it.restarts() < 0 ? "-" : it.restarts()));
    }
    return parts.stream().allMatch(Target.Part::isWell) ? 0 : 1;
  }
}
