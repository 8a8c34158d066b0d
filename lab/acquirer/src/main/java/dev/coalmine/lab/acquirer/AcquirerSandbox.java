package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The acquirer as an HTTP server. {@code /sandbox/behaviour} tells it to misbehave. */
public final class AcquirerSandbox implements AutoCloseable {

  private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(\\w+)");
  private static final Pattern OPERATION =
      Pattern.compile("/v1/payment_intents/(\\w+)/(confirm|capture|cancel)");
  private static final Pattern REFUND = Pattern.compile("/v1/refunds/(\\w+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final JsonMapper json = JsonMapper.builder().build();
  private final Behaviours behaviours = new Behaviours();
  private final Rendering rendering;
  private final Journal journal;
  private final Webhooks webhooks;
  private final Api api;
  private final String authorization;

  /**
   * @param port 0 for any that is free
   * @param data the folder of its books
   * @param webhook where to tell the merchant; null for nowhere
   * @param authorisationLifetime after which a hold that was not captured ends
   */
  public record Settings(
      int port,
      Path data,
      String apiKey,
      URI webhook,
      String webhookSecret,
      Duration authorisationLifetime) {}

  private AcquirerSandbox(Settings settings) throws IOException {
    var books = new Books();
    rendering = new Rendering(books, json);
    journal = Journal.open(settings.data().resolve("books.jsonl"), json, books::apply);
    webhooks = new Webhooks(settings.webhook(), settings.webhookSecret(), json);
    var acquiring =
        new Acquiring(books, behaviours, settings.authorisationLifetime(), Clock.systemUTC());
    api = new Api(books, journal, acquiring, rendering, webhooks);
    authorization = "Bearer " + settings.apiKey();
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 512);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  public static AcquirerSandbox start(Settings settings) {
    try {
      var sandbox = new AcquirerSandbox(settings);
      sandbox.server.start();
      return sandbox;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the acquirer sandbox cannot listen on port " + settings.port(), e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void behave(Behaviour behaviour) {
    behaviours.add(behaviour);
  }

  public void behaveAgain() {
    behaviours.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).ifPresent(answer -> send(exchange, answer));
    }
  }

  /** Empty when the connection is to end without an answer. */
  private Optional<Answer> answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try {
      if (path.equals("/health")) {
        return Optional.of(new Answer(200, "{\"status\":\"UP\"}"));
      }
      if (path.equals("/sandbox/behaviour")) {
        return Optional.of(behaviour(exchange.getRequestMethod(), body));
      }
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        throw StripeError.unauthorized();
      }
      return exchange.getRequestMethod().equals("POST")
          ? change(call(exchange, path, Form.parse(body)))
          : Optional.of(read(path, Form.parse(exchange.getRequestURI().getRawQuery())));
    } catch (StripeError e) {
      return Optional.of(new Answer(e.status(), rendering.text(rendering.error(e))));
    }
  }

  private Optional<Answer> change(Call call) {
    delay(call.operation());
    if (behaviours.strikes(Kind.FAIL_BEFORE, call.operation())) {
      throw StripeError.broken();
    }
    var answer = api.change(call);
    return behaviours.strikes(Kind.LOSE_REPLY, call.operation())
        ? Optional.empty()
        : Optional.of(answer);
  }

  private void delay(String operation) {
    behaviours
        .struck(Kind.SLOW, operation)
        .ifPresent(
            slow -> {
              double vary = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
              LockSupport.parkNanos((long) (slow.delayMillis() * vary * 1_000_000));
            });
  }

  private static Call call(HttpExchange exchange, String path, Form form) {
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (path.equals("/v1/payment_intents")) {
      return new Call("create", null, form, key);
    }
    if (path.equals("/v1/refunds")) {
      return new Call("refund", form.required("payment_intent"), form, key);
    }
    var operation = OPERATION.matcher(path);
    if (operation.matches()) {
      return new Call(operation.group(2), operation.group(1), form, key);
    }
    throw StripeError.missing("route", path);
  }

  private Answer read(String path, Form query) {
    delay("retrieve");
    if (behaviours.strikes(Kind.FAIL_BEFORE, "retrieve")) {
      throw StripeError.broken();
    }
    var intent = INTENT.matcher(path);
    if (intent.matches()) {
      return api.intent(intent.group(1), query);
    }
    var refund = REFUND.matcher(path);
    if (refund.matches()) {
      return api.refund(refund.group(1));
    }
    return switch (path) {
      case "/v1/payment_intents" -> api.intents(query);
      case "/v1/refunds" -> api.refunds(query);
      case "/v1/balance_transactions" -> api.transactions(query);
      case "/v1/balance" -> api.balance();
      default -> throw StripeError.missing("route", path);
    };
  }

  private Answer behaviour(String method, String body) {
    switch (method) {
      case "POST" -> {
        try {
          behaviours.add(json.readValue(body, Behaviour.class));
        } catch (JacksonException e) {
          var cause = e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
          throw StripeError.invalid("behaviour_invalid", cause);
        }
      }
      case "DELETE" -> behaviours.clear();
      default -> {
        // shown below
      }
    }
    return new Answer(200, json.writeValueAsString(behaviours.list()));
  }

  private static void send(HttpExchange exchange, Answer answer) {
    var bytes = answer.body().getBytes(UTF_8);
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the caller is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    webhooks.close();
    journal.close();
  }
}
