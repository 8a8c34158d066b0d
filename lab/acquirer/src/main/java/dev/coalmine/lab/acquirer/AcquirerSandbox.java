package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The acquirer as an HTTP server. {@code /sandbox/behaviour} tells it to misbehave. */
public final class AcquirerSandbox implements AutoCloseable {

  private static final int LARGEST_REQUEST = 64 * 1024;

  static {
    // answers are small: without this each waits up to 40 ms for the caller's acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Behaviours behaviours;
  private final BehaviourResource behaviourResource;
  private final Books books;
  private final Deliveries deliveries;
  private final Rendering rendering;
  private final Routes routes;
  private final PeriodicTask periodicTask;
  private final String authorization;

  /**
   * @param bind the address to listen on
   * @param port 0 for any that is free
   * @param data the folder of its books
   * @param webhook where to tell the merchant; null for nowhere
   * @param authorizationLifetime after which a hold that was not captured ends
   */
  public record Settings(
      InetAddress bind,
      int port,
      Path data,
      String apiKey,
      URI webhook,
      String webhookSecret,
      Duration authorizationLifetime) {

    /** On the loopback interface. */
    public Settings(
        int port,
        Path data,
        String apiKey,
        URI webhook,
        String webhookSecret,
        Duration authorizationLifetime) {
      this(
          InetAddress.getLoopbackAddress(),
          port,
          data,
          apiKey,
          webhook,
          webhookSecret,
          authorizationLifetime);
    }
  }

  private AcquirerSandbox(Settings settings, HttpServer server, Books books, JsonMapper json) {
    this.server = server;
    this.books = books;
    var clock = Clock.systemUTC();
    behaviours = new Behaviours(clock);
    behaviourResource = new BehaviourResource(behaviours);
    rendering = new Rendering(json, books::transaction);
    deliveries = new Deliveries(settings.webhook(), settings.webhookSecret(), behaviours);
    var webhookEvents = new WebhookEvents(new Webhooks(deliveries, behaviours, json), rendering);
    var locks = new IntentLocks();
    var refunding = new Refunding(books::nextId, behaviours, clock);
    var transitions =
        new TimedTransitions(
            books,
            locks,
            refunding,
            behaviours,
            webhookEvents,
            settings.authorizationLifetime(),
            clock);
    var acquiring = new Acquiring(books::nextId, behaviours, clock);
    var api =
        new Api(
            books, acquiring, refunding, transitions, locks, behaviours, rendering, webhookEvents);
    routes = new Routes(api, new Reports(books, transitions, rendering), behaviours);
    periodicTask = new PeriodicTask(transitions::pass);
    authorization = "Bearer " + settings.apiKey();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * @throws UncheckedIOException with a sentence for a person: the port is in use, or the books
   *     cannot be opened
   */
  public static AcquirerSandbox start(Settings settings) {
    // the books keep a zero by leaving it out
    var json =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    var books = new Books(settings.data().resolve("books.jsonl"), json);
    try {
      var sandbox = new AcquirerSandbox(settings, listen(settings), books, json);
      sandbox.server.start();
      return sandbox;
    } catch (UncheckedIOException e) {
      books.close();
      throw e;
    }
  }

  private static HttpServer listen(Settings settings) {
    try {
      return HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 512);
    } catch (BindException e) {
      throw new UncheckedIOException("port %d is in use".formatted(settings.port()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "it cannot listen on port %d: %s".formatted(settings.port(), e.getMessage()), e);
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
      var answer = answer(exchange);
      if (answer.isPresent()) {
        var bytes = answer.get().body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.get().isReplayed()) {
          exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
        }
        exchange.sendResponseHeaders(answer.get().status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** Empty when the connection is to end without an answer. */
  private Optional<Answer> answer(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    var headers = exchange.getRequestHeaders();
    var body = new String(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), UTF_8);
    try {
      if (path.equals("/health")) {
        return Optional.of(new Answer(200, "{\"status\":\"UP\"}"));
      }
      if (path.equals("/sandbox/behaviour")) {
        return Optional.of(behaviourResource.answer(method, body));
      }
      if (!authorization.equals(headers.getFirst("Authorization"))) {
        throw StripeError.unauthorized();
      }
      return method.equals("POST")
          ? routes.change(path, Form.parse(body), headers.getFirst("Idempotency-Key"))
          : routes.read(path, Form.parse(exchange.getRequestURI().getRawQuery()));
    } catch (StripeError e) {
      return Optional.of(rendering.answer(e));
    } catch (RuntimeException e) {
      e.printStackTrace(); // a defect, or a disk that fails; never a silent end of the connection
      return Optional.of(rendering.answer(StripeError.broken()));
    }
  }

  /** What was asked for is still written; who asked may not hear of it. */
  @Override
  public void close() {
    server.stop(0);
    periodicTask.close();
    deliveries.close();
    books.close();
    threads.shutdownNow();
  }
}
