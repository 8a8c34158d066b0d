package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Java programs that a benchmark starts: with the gateway's flags, and unpacked like it. */
public final class JavaProgram {

  /** Of the gateway that {@code ./coalmine up} starts. */
  public static final String HEAP = "96m";

  private JavaProgram() {}

  /** Returns the flags of every JVM, the start-up cache left out. */
  public static List<String> flags() {
    return Jvm.full(HEAP);
  }

  /**
   * Returns the command that runs a program.
   *
   * @param program what follows the flags: {@code -jar FILE}, or a class path and a class
   */
  public static List<String> command(String... program) {
    var command = new ArrayList<String>();
    command.add(Jvm.JAVA);
    command.addAll(flags());
    command.addAll(List.of(program));
    return command;
  }

  /** Returns the command that runs a class of lab. */
  public static List<String> ofLab(Class<?> main, String... arguments) {
    var program =
        Stream.concat(
            Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
            Stream.of(arguments));
    return command(program.toArray(String[]::new));
  }

  /**
   * Unpacks a jar of Spring Boot.
   *
   * @param destination a folder that is made
   * @return the jar to start there
   * @throws LaunchFailure when the jar is missing, or is no jar of Spring Boot
   */
  public static Path extract(Path jar, Path destination) {
    if (!Files.exists(jar)) {
      throw new LaunchFailure(
          "%s is missing; build it with: mvn -P rivals -DskipTests package".formatted(jar));
    }
    try (var tools = new Tools(destination.resolveSibling("extract.log"))) {
      tools.run(
          "extracting " + jar.getFileName(),
          destination.getParent(),
          Jvm.JAVA,
          "-Djarmode=tools",
          "-jar",
          jar.toString(),
          "extract",
          "--destination",
          destination.toString());
    }
    return destination.resolve(jar.getFileName());
  }
}
