package dev.coalmine.lab.proxy;

import dev.coalmine.lab.cli.ServerProgram;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The proxy as a process. */
@Command(
    name = "proxy",
    description = "Passes TCP connections on, and lets them fail when told.",
    mixinStandardHelpOptions = true)
public final class ProxyMain extends ServerProgram {

  @Option(
      names = "--port",
      required = true,
      paramLabel = "CONTROL",
      description = "of the API that sets faults; 0 = any")
  private int port;

  @Option(
      names = "--link",
      required = true,
      paramLabel = "NAME=LISTEN:[HOST:]TARGET",
      converter = LinkAddress.Converter.class,
      description =
          "a port and what is behind it, such as postgres=18110:18090; once for each link")
  private List<LinkAddress> links;

  private ProxyMain() {
    super("proxy");
  }

  public static void main(String[] arguments) {
    run(new ProxyMain(), arguments);
  }

  @Override
  protected Started start() throws IOException {
    var running = Proxy.start(new Proxy.Settings(bind, port, links));
    return new Started(running, running.uri());
  }
}
