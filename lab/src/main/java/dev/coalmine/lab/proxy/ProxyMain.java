package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The proxy as a process. */
@Command(
    name = "proxy",
    description = "Passes TCP connections on, and lets them fail when told.",
    mixinStandardHelpOptions = true)
public final class ProxyMain implements Callable<Integer> {

  @Option(
      names = "--port",
      required = true,
      paramLabel = "CONTROL",
      description = "of the API that sets faults; 0 = any")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "to listen on; the loopback interface if not given")
  private InetAddress bind = InetAddress.getLoopbackAddress();

  @Option(
      names = "--link",
      required = true,
      paramLabel = "NAME=LISTEN:[HOST:]TARGET",
      converter = LinkAddress.Converter.class,
      description =
          "a port and what is behind it, such as postgres=18110:18090; once for each link")
  private List<LinkAddress> links;

  private ProxyMain() {}

  public static void main(String[] arguments) {
    int exit = new CommandLine(new ProxyMain()).execute(arguments);
    if (exit != 0) {
      System.exit(exit); // otherwise it serves, until it is told to stop
    }
  }

  @Override
  public Integer call() {
    try {
      var running = Proxy.start(new Proxy.Settings(bind, port, links));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running)));
      System.out.println("ready on " + running.uri());
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("The proxy cannot start: " + e.getMessage());
      return 1;
    }
  }

  private static void close(Proxy running) {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
