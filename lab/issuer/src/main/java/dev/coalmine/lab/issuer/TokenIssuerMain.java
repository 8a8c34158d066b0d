package dev.coalmine.lab.issuer;

import dev.coalmine.lab.cli.ServerProgram;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The issuer as a process. */
@Command(
    name = "token-issuer",
    description = "Issues a token to every caller, for development.",
    mixinStandardHelpOptions = true)
public final class TokenIssuerMain extends ServerProgram {

  @Option(names = "--port", defaultValue = "18089", description = "0 = any (${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--data", required = true, description = "the folder of the signing key")
  private Path data;

  @Option(names = "--issuer", description = "what the tokens call it; its address if not given")
  private String issuer;

  private TokenIssuerMain() {
    super("token issuer");
  }

  public static void main(String[] arguments) {
    run(new TokenIssuerMain(), arguments);
  }

  @Override
  protected Started start() throws IOException {
    var running = TokenIssuer.start(new TokenIssuer.Settings(bind, port, data, issuer));
    return new Started(running, running.uri());
  }

  @Override
  protected String reason(Exception e) {
    return e instanceof BindException
        ? "port %d is in use; choose another with --port".formatted(port)
        : e.getMessage();
  }
}
