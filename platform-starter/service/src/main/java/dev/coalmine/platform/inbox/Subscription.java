package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.UnprocessableEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service does with a topic's events. As a bean it is consumed: in order per aggregate, each
 * event's effect once, in the transaction that also notes the event's sequence.
 *
 * <p>A handler declares the payload as a record of the fields it reads. Types without a handler are
 * skipped and counted.
 */
public final class Subscription {

  private final String topic;
  private final Map<String, Handler<?>> handlers = new LinkedHashMap<>();
  private boolean batched;

  private Subscription(String topic) {
    this.topic = topic;
  }

  public static Subscription to(String topic) {
    return new Subscription(topic);
  }

  /**
   * @param type the wire name with its version
   * @param payload a record; an IllegalArgumentException from its constructor makes the event a
   *     dead letter
   * @param handler runs inside the transaction. A {@link StackOverflowError} or an {@link
   *     AssertionError} makes the event a dead letter; any other Error is tried again
   */
  public <T> Subscription on(String type, Class<T> payload, BiConsumer<Event, T> handler) {
    handlers.put(type, new Handler<>(payload, handler));
    return this;
  }

  /**
   * One transaction for all that a poll brought: fewer commits. Only where handlers lock nothing
   * that other transactions lock in another order.
   */
  public Subscription batched() {
    batched = true;
    return this;
  }

  String topic() {
    return topic;
  }

  boolean isBatched() {
    return batched;
  }

  /** Says whether there was a handler for it. */
  boolean handle(Event event, JsonMapper json) {
    var handler = handlers.get(event.type());
    if (handler == null) {
      return false;
    }
    try {
      handler.handle(event, json);
    } catch (StackOverflowError | AssertionError e) {
      // the event's own, and the same each time; other Errors are of the process, and may pass
      throw new UnprocessableEvent("the handler of " + event.type() + " fails with " + e, e);
    }
    return true;
  }

  private record Handler<T>(Class<T> payload, BiConsumer<Event, T> action) {

    void handle(Event event, JsonMapper json) {
      action.accept(event, read(event, json));
    }

    private T read(Event event, JsonMapper json) {
      try {
        return json.readValue(event.data(), payload);
      } catch (JacksonException e) {
        throw new UnprocessableEvent(
            "the data of " + event.type() + " cannot be read: " + e.getOriginalMessage(), e);
      }
    }
  }
}
