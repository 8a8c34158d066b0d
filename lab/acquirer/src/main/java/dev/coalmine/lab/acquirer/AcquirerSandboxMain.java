package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.cli.ServerProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sandbox as a process. */
@Command(
    name = "acquirer",
    description = {
      "A card acquirer for the lab.",
      "POST /sandbox/behaviour {\"kind\":\"DECLINE\",\"rate\":0.5,\"ttlSeconds\":60} makes it"
          + " misbehave for a time, also with \"delayMillis\":200 and \"operations\":[\"confirm\"];"
          + " GET shows what is in force, DELETE ends it."
    },
    mixinStandardHelpOptions = true)
public final class AcquirerSandboxMain extends ServerProgram {

  @Option(names = "--port", defaultValue = "0", description = "0 = any (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--data",
      defaultValue = "acquirer-data",
      description = "the folder of the books (${DEFAULT-VALUE})")
  private Path data;

  @Option(
      names = "--api-key",
      defaultValue = "sk_test_coalmine",
      description = "what callers show (${DEFAULT-VALUE})")
  private String apiKey;

  @Option(names = "--webhook-url", description = "of the merchant; no webhooks if not given")
  private URI webhook;

  @Option(
      names = "--webhook-secret",
      defaultValue = "whsec_coalmine",
      description = "that webhooks are signed with (${DEFAULT-VALUE})")
  private String webhookSecret;

  @Option(
      names = {"--authorization-lifetime", "--authorisation-lifetime"},
      defaultValue = "P7D",
      paramLabel = "ISO-8601",
      description =
          "after which a hold that was not captured ends (${DEFAULT-VALUE});"
              + " --authorisation-lifetime is an alias, for this version only")
  private Duration authorizationLifetime;

  private AcquirerSandboxMain() {
    super("acquirer sandbox");
  }

  public static void main(String[] arguments) {
    var program = new AcquirerSandboxMain();
    if (arguments.length == 0) {
      CommandLine.usage(program, System.out);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    run(program, arguments);
  }

  @Override
  protected Started start() {
    var sandbox =
        AcquirerSandbox.start(
            new AcquirerSandbox.Settings(
                bind, port, data, apiKey, webhook, webhookSecret, authorizationLifetime));
    return new Started(sandbox, sandbox.uri());
  }
}
