package dev.coalmine.lab.acquirer;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The sandbox as a process. */
public final class AcquirerSandboxMain {

  /** An alias of {@code --authorization-lifetime} for one version. */
  private static final String OLD_LIFETIME = "--authorisation-lifetime";

  private static final Set<String> OPTIONS =
      Set.of(
          "--bind",
          "--port",
          "--data",
          "--api-key",
          "--webhook-url",
          "--webhook-secret",
          "--authorization-lifetime",
          OLD_LIFETIME);

  private static final String USAGE =
      """
      usage: --port N --data FOLDER [--bind ADDRESS] [--api-key KEY]
             [--webhook-url URL] [--webhook-secret SECRET] [--authorization-lifetime ISO-8601]
      A card acquirer for the lab, on the loopback interface if not told otherwise. POST /sandbox/behaviour
      {"kind":"DECLINE","rate":0.5,"ttlSeconds":60} makes it misbehave for a time, also with
      "delayMillis":200 and "operations":["confirm"]; GET shows what is in force, DELETE ends it.
      --authorisation-lifetime is an alias, for this version only.
      """;

  private AcquirerSandboxMain() {}

  public static void main(String[] args) {
    if (args.length == 0 || args[0].equals("--help")) {
      System.out.print(USAGE);
      System.exit(args.length == 0 ? 2 : 0);
    }
    try {
      var sandbox = AcquirerSandbox.start(settings(options(args)));
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
      System.out.println("ready on " + sandbox.uri());
    } catch (UncheckedIOException e) {
      fail(e.getMessage(), 1);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      fail(e.getMessage(), 2);
    }
  }

  private static void fail(String sentence, int exit) {
    System.err.println("The acquirer sandbox cannot start: " + sentence);
    System.exit(exit);
  }

  private static Map<String, String> options(String[] args) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " is unknown or without a value; see --help");
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static AcquirerSandbox.Settings settings(Map<String, String> options) {
    var webhook = options.get("--webhook-url");
    var bind = options.get("--bind");
    return new AcquirerSandbox.Settings(
        bind == null ? InetAddress.getLoopbackAddress() : address(bind),
        Integer.parseInt(options.getOrDefault("--port", "0")),
        Path.of(options.getOrDefault("--data", "acquirer-data")),
        options.getOrDefault("--api-key", "sk_test_coalmine"),
        webhook == null ? null : URI.create(webhook),
        options.getOrDefault("--webhook-secret", "whsec_coalmine"),
        Duration.parse(
            options.getOrDefault(
                "--authorization-lifetime", options.getOrDefault(OLD_LIFETIME, "P7D"))));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--bind is no address of this machine: " + text, e);
    }
  }
}
