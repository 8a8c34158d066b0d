package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.http.HttpService;
import dev.coalmine.lab.http.HttpService.Request;
import dev.coalmine.lab.process.Background;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The acquirer as an HTTP server. {@code /sandbox/behaviour} tells it to misbehave. */
public final class AcquirerSandbox implements AutoCloseable {

  private static final int LARGEST_REQUEST = 64 * 1024;

  private final HttpService server;
  private final Behaviours behaviours;
  private final BehaviourResource behaviourResource;
  private final Books books;
  private final Deliveries deliveries;
  private final Rendering rendering;
  private final Routes routes;
  private final Background timedTransitions;
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
      Duration authorizationLifetime) {}

  private AcquirerSandbox(Settings settings, HttpService server, Books books, JsonMapper json) {
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
            books,
            acquiring,
            refunding,
            transitions,
            locks,
            behaviours,
            rendering,
            webhookEvents,
            ConcurrentHashMap.newKeySet());
    routes = new Routes(api, new Reports(books, transitions, rendering), behaviours);
    timedTransitions = Background.every(Duration.ofSeconds(1), transitions::pass);
    authorization = "Bearer " + settings.apiKey();
    server.serve(LARGEST_REQUEST, this::handle);
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
      var server = HttpService.bind(settings.bind(), settings.port());
      return new AcquirerSandbox(settings, server, books, json);
    } catch (IOException e) {
      books.close();
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  public URI uri() {
    return server.uri();
  }

  public void behave(Behaviour behaviour) {
    behaviours.add(behaviour);
  }

  public void behaveAgain() {
    behaviours.clear();
  }

  private HttpService.Answer handle(Request request) {
    return answer(request).map(AcquirerSandbox::shown).orElse(null);
  }

  private static HttpService.Answer shown(Answer answer) {
    return new HttpService.Answer(
        answer.status(),
        "application/json",
        answer.body(),
        answer.isReplayed() ? Map.of("Idempotent-Replayed", "true") : Map.of());
  }

  /** Empty when the connection is to end without an answer. */
  private Optional<Answer> answer(Request request) {
    var path = request.path();
    try {
      if (path.equals("/health")) {
        return Optional.of(new Answer(200, HttpService.Answer.HEALTHY.body()));
      }
      if (path.equals("/sandbox/behaviour")) {
        return Optional.of(behaviourResource.answer(request.method(), request.body()));
      }
      if (!authorization.equals(request.header("Authorization"))) {
        throw StripeError.unauthorized();
      }
      return request.method().equals("POST")
          ? routes.change(path, Form.parse(request.body()), request.header("Idempotency-Key"))
          : routes.read(path, Form.parse(request.address().getRawQuery()));
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
    server.stop();
    timedTransitions.close();
    deliveries.close();
    books.close();
    server.close(); // last: a reader of the books that is interrupted closes their file
  }
}
