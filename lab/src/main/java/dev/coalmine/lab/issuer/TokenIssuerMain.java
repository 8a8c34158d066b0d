package dev.coalmine.lab.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The issuer as a process. */
@Command(
    name = "token-issuer",
    description = "Issues a token to every caller, for development.",
    mixinStandardHelpOptions = true)
public final class TokenIssuerMain implements Callable<Integer> {

  @Option(names = "--port", defaultValue = "18089", description = "0 = any (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "to listen on; the loopback interface if not given")
  private InetAddress bind = InetAddress.getLoopbackAddress();

  @Option(names = "--data", required = true, description = "the folder of the signing key")
  private Path data;

  @Option(names = "--issuer", description = "what the tokens call it; its address if not given")
  private String issuer;

  private TokenIssuerMain() {}

  public static void main(String[] arguments) {
    int exit = new CommandLine(new TokenIssuerMain()).execute(arguments);
    if (exit != 0) {
      System.exit(exit); // otherwise it serves, until it is told to stop
    }
  }

  @Override
  public Integer call() {
    try {
      var running = TokenIssuer.start(new TokenIssuer.Settings(bind, port, data, issuer));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      System.out.println("ready on " + running.uri());
      return 0;
    } catch (BindException e) {
      return failed("port %d is in use; choose another with --port".formatted(port));
    } catch (UncheckedIOException | IOException e) {
      return failed(e.getMessage());
    }
  }

  private static int failed(String sentence) {
    System.err.println("The token issuer cannot start: " + sentence);
    return 1;
  }
}
