package dev.coalmine.lab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A server of the lab as a process: it starts, says where it listens, and serves until SIGTERM. */
public abstract class ServerProgram implements Callable<Integer> {

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "to listen on; the loopback interface if not given")
  protected InetAddress bind = InetAddress.getLoopbackAddress();

  private final String name;

  /**
   * @param name for people, as {@code mail catcher}
   */
  protected ServerProgram(String name) {
    this.name = name;
  }

  /**
   * A server that runs.
   *
   * @param address for people
   */
  public record Started(AutoCloseable server, Object address) {}

  protected abstract Started start() throws IOException;

  /** What a person is told when the server cannot start. */
  protected String reason(Exception e) {
    return e.getMessage();
  }

  /** Ends the process when the server cannot start. */
  protected static void run(ServerProgram program, String... arguments) {
    int exit = new CommandLine(program).execute(arguments);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Override
  public final Integer call() {
    try {
      var started = start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started.server())));
      System.out.println("ready on " + started.address());
      return 0;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      System.err.printf("The %s cannot start: %s%n", name, reason(e));
      return 1;
    }
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      System.err.println("the server was not closed: " + e);
    }
  }
}
