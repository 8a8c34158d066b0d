package dev.coalmine.lab.acquirer;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The sandbox as a process. */
public final class AcquirerSandboxMain {

  private static final String USAGE =
      """
      usage: --port N --data FOLDER [--api-key KEY] [--webhook-url URL] [--webhook-secret SECRET]
             [--authorisation-lifetime ISO-8601]
      A card acquirer for the lab, on the loopback interface. POST /sandbox/behaviour
      {"kind":"DECLINE|SLOW|LOSE_REPLY|FAIL_BEFORE|PENDING_REFUNDS","rate":0.5,"delayMillis":0,
       "ttlSeconds":60,"operations":["confirm"]} makes it misbehave for a time; DELETE ends that.
      """;

  private AcquirerSandboxMain() {}

  public static void main(String[] args) {
    if (args.length == 0 || args.length % 2 != 0 || args[0].equals("--help")) {
      System.out.print(USAGE);
      System.exit(args.length == 1 && args[0].equals("--help") ? 0 : 2);
    }
    try {
      var sandbox = AcquirerSandbox.start(settings(options(args)));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(sandbox)));
      System.out.println("ready on " + sandbox.uri());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Map<String, String> options(String[] args) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static AcquirerSandbox.Settings settings(Map<String, String> options) {
    var webhook = options.get("--webhook-url");
    return new AcquirerSandbox.Settings(
        Integer.parseInt(options.getOrDefault("--port", "0")),
        Path.of(options.getOrDefault("--data", "acquirer-data")),
        options.getOrDefault("--api-key", "sk_test_coalmine"),
        webhook == null ? null : URI.create(webhook),
        options.getOrDefault("--webhook-secret", "whsec_coalmine"),
        Duration.parse(options.getOrDefault("--authorisation-lifetime", "P7D")));
  }

  private static void close(AcquirerSandbox sandbox) {
    try {
      sandbox.close();
    } catch (java.io.IOException e) {
      System.err.println("the books were not closed: " + e.getMessage());
    }
  }
}
