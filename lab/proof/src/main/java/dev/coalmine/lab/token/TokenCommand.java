package dev.coalmine.lab.token;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import dev.coalmine.lab.system.RunningSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: prints a token and nothing else, so that a shell can use it. */
@Command(name = "token", description = "Print a token for the running system.")
public final class TokenCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      defaultValue = "ann",
      paramLabel = "CUSTOMER",
      description = "whose (${DEFAULT-VALUE})")
  private String customer;

  @Option(
      names = "--scope",
      split = "[ ,]+",
      description =
          "some of orders:read orders:write notifications:read (these if not given)"
              + " catalogue:write operations")
  private List<String> scopes;

  @Option(names = "--email", description = "CUSTOMER@example.test if not given")
  private String email;

  @Option(
      names = "--ttl",
      defaultValue = "3600",
      description = "seconds, at most 86400 (${DEFAULT-VALUE})")
  @Bounds(least = "1", most = "86400")
  private long ttl;

  @Option(
      names = "--client",
      defaultValue = TokenRequest.SHOP,
      paramLabel = "ID",
      description = "the application, for limits (${DEFAULT-VALUE}); coalmine-lab is the lab's own")
  private String client;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (email != null && email.isBlank()) {
      throw new UsageError(
          "--email is an address such as ann@example.test; leave it out for CUSTOMER@example.test");
    }
    var line = command.commandLine();
    try {
      var wanted = new TokenRequest(customer, scopes, email, ttl, client);
      line.getOut().println(new Tokens(RunningSystem.find().issuer()).fetch(wanted));
      return 0;
    } catch (IllegalArgumentException e) {
      line.getErr().println(e.getMessage());
      return 2;
    } catch (IOException e) {
      line.getErr().println(e.getMessage());
      return 1;
    }
  }
}
