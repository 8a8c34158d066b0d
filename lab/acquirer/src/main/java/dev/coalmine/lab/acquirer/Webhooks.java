package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tells the merchant what happened; not at all, late, twice or in a wrong order when it must. */
final class Webhooks {

  /** Of the API that stripe-java 31 speaks. */
  private static final String API_VERSION = "2025-11-17.clover";

  private final Deliveries deliveries;
  private final WebhookReordering reordering;
  private final Behaviours behaviours;
  private final JsonMapper json;
  private final ObjectIds ids = new ObjectIds();

  Webhooks(Deliveries deliveries, Behaviours behaviours, JsonMapper json) {
    this.deliveries = deliveries;
    this.reordering = new WebhookReordering(deliveries);
    this.behaviours = behaviours;
    this.json = json;
  }

  /**
   * @param object as it is now
   * @param intent the object, or whose it is
   * @param operation that led to it
   */
  void tell(String type, Map<String, Object> object, String intent, String operation) {
    if (!deliveries.canTake() || behaviours.strikes(Kind.WEBHOOK_NEVER, operation)) {
      return;
    }
    var body = json.writeValueAsString(event(type, object));
    long delay =
        behaviours.struck(Kind.WEBHOOK_LATE, operation).map(Behaviour::delayMillis).orElse(0L);
    boolean twice = behaviours.strikes(Kind.WEBHOOK_TWICE, operation);
    boolean holdBack = behaviours.strikes(Kind.WEBHOOK_OUT_OF_ORDER, operation);
    reordering.send(
        intent,
        holdBack,
        then ->
            deliveries.send(
                body,
                operation,
                delay,
                twice ? () -> deliveries.send(body, operation, 0, then) : then));
  }

  private Map<String, Object> event(String type, Map<String, Object> object) {
    var event = new LinkedHashMap<String, Object>();
    event.put("id", ids.next("evt"));
    event.put("object", "event");
    event.put("api_version", API_VERSION);
    event.put("created", Instant.now().getEpochSecond());
    event.put("type", type);
    event.put("livemode", false);
    event.put("data", Map.of("object", object));
    return event;
  }
}
