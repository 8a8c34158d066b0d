package dev.coalmine.lab.events;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine events}. */
@Command(name = "events", description = "What the services have published.")
public final class EventsCommand {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> PUBLISHERS = List.of("order-service", "payment-service");

  @Command(
      description = {
        "Publishes again, out of the outboxes, what was published since a moment.",
        "For a broker that has lost what it acknowledged. The outboxes keep events for 24 h, and"
            + " consumers drop what they have applied."
      })
  int republish(
      @Option(
              names = "--since",
              required = true,
              paramLabel = "TIME",
              description =
                  "An instant such as 2026-11-21T05:00:00Z, or how long ago, such as 10m.")
          String since,
      @Option(
              names = "--service",
              split = ",",
              defaultValue = "order-service,payment-service",
              paramLabel = "SERVICE",
              description = "order-service or payment-service; both if not given.")
          List<String> services) {
    if (!PUBLISHERS.containsAll(services)) {
      throw new UsageError("--service is one of " + String.join(", ", PUBLISHERS));
    }
    var from = instant(since, Instant.now());
    var system = SystemState.load();
    for (var service : services) {
      if (system.addresses(service).isEmpty()) {
        throw new UserError(service + " is not part of what runs");
      }
    }
    var token = operator(system);
    for (var service : services.stream().distinct().toList()) {
      System.out.printf(
          "%s: %d events since %s%n",
          service,
          republish(service, system.addresses(service), token, from),
          from.truncatedTo(ChronoUnit.SECONDS));
    }
    return 0;
  }

  static Instant instant(String text, Instant now) {
    var instant = instantOrAgo(text, now);
    if (instant.isAfter(now)) {
      throw new UsageError("--since is in the future: " + text);
    }
    // no outbox is older, and PostgreSQL knows no year -100,000
    return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
  }

  private static Instant instantOrAgo(String text, Instant now) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      try {
        return now.minus(new Durations().convert(text));
      } catch (TypeConversionException f) {
        throw new UsageError(
            "--since is an instant such as 2026-11-21T05:00:00Z, or a time such as 10m; not "
                + text);
      }
    }
  }

  private static String operator(SystemState system) {
    try {
      return new Tokens(system.issuer())
          .fetch(new TokenRequest("operator", List.of("operations"), null, 0));
    } catch (IOException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  /** By the first replica that can be reached: they share the outbox. */
  static int republish(String service, List<URI> replicas, String token, Instant from) {
    for (var replica : replicas) {
      try {
        return ask(replica, token, from);
      } catch (ConnectException e) {
        System.err.printf("%s does not answer on %s%n", service, replica);
      } catch (IOException e) {
        throw new UserError("%s does not do it: %s".formatted(service, e.getMessage()), e);
      }
    }
    throw new UserError(
        "no replica of %s answers; ./coalmine status shows them".formatted(service));
  }

  private static int ask(URI replica, String token, Instant from) throws IOException {
    var answer =
        Http.send(
            "POST",
            replica.resolve("/actuator/outbox"),
            LIMIT,
            "{\"since\":\"%s\"}".formatted(from),
            Http.bearer(token),
            Http.JSON);
    if (answer.status() != 200) {
      throw new IOException("it answers %d %s".formatted(answer.status(), answer.body()));
    }
    return JsonMapper.shared().readTree(answer.body()).get("republished").asInt();
  }
}
