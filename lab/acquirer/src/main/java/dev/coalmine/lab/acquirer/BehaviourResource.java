package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code /sandbox/behaviour}: POST adds one, DELETE ends all, GET and all answers show them. */
record BehaviourResource(Behaviours behaviours) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a typing error is no wish
          .build();

  Answer answer(String method, String body) {
    switch (method) {
      case "GET" -> {
        // shown below
      }
      case "POST" -> behaviours.add(parse(body));
      case "DELETE" -> behaviours.clear();
      default -> throw StripeError.invalid("method", "GET, POST and DELETE are understood");
    }
    return new Answer(200, JSON.writeValueAsString(behaviours.list()));
  }

  private Behaviour parse(String body) {
    try {
      return JSON.readValue(body, Wish.class).behaviour();
    } catch (JacksonException e) {
      throw StripeError.invalid("behaviour_invalid", e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw StripeError.invalid("behaviour_invalid", e.getMessage());
    }
  }

  /** What may be left out: all but the kind. */
  private record Wish(
      Kind kind, Double rate, Long delayMillis, Long ttlSeconds, Set<String> operations) {

    Behaviour behaviour() {
      return new Behaviour(
          kind,
          rate == null ? 1 : rate,
          delayMillis == null ? 0 : delayMillis,
          ttlSeconds == null ? 60 : ttlSeconds,
          operations);
    }
  }
}
