package dev.coalmine.lab.proxy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.lab.proxy.Effect.Bandwidth;
import dev.coalmine.lab.proxy.Effect.BlackHole;
import dev.coalmine.lab.proxy.Effect.Cut;
import dev.coalmine.lab.proxy.Effect.HalfOpen;
import dev.coalmine.lab.proxy.Effect.Latency;
import dev.coalmine.lab.proxy.Effect.Reset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A fault as the control API takes and shows it; what a kind does not know is null.
 *
 * @param link its name
 * @param kind a {@link Kind}
 * @param direction UP (client to target), DOWN or BOTH; null for BOTH
 * @param probability that it touches a connection, above 0 to 1; null for 1
 * @param ttlMillis how long it lasts, 1,000 to 86,400,000
 * @param delayMillis of LATENCY, 1 to 60,000
 * @param jitterMillis of LATENCY, 0 to the delay; null for 0
 * @param bytesPerSecond of BANDWIDTH, 1 to 10^9
 * @param afterBytes of CUT, 1 to 10^12
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultForm(
    String link,
    String kind,
    String direction,
    Double probability,
    Long ttlMillis,
    Long delayMillis,
    Long jitterMillis,
    Long bytesPerSecond,
    Long afterBytes) {

  public FaultForm {
    kind = kind == null ? "" : kind.toUpperCase(Locale.ROOT).replace('-', '_');
    direction = direction == null ? Direction.BOTH.name() : direction.toUpperCase(Locale.ROOT);
    probability = probability == null ? 1 : probability;
  }

  /** A fault of each connection, in both directions, that needs no more than its time. */
  public static FaultForm of(String link, String kind, Duration time) {
    return new FaultForm(link, kind, null, null, time.toMillis(), null, null, null, null);
  }

  /**
   * @throws IllegalArgumentException with a sentence for the one who filled it in
   */
  public void check() {
    fault();
  }

  Fault fault() {
    if (link == null) {
      throw new IllegalArgumentException("a fault needs a link");
    }
    var effect = effect(one(Kind.class, "kind", kind));
    var way = one(Direction.class, "direction", direction);
    if ((effect instanceof Reset || effect instanceof HalfOpen) && way != Direction.BOTH) {
      throw new IllegalArgumentException(kind + " is always of both directions");
    }
    return new Fault(
        link,
        effect,
        way,
        probability,
        Duration.ofMillis(needed(ttlMillis, "a fault needs a time to live (ttlMillis)")));
  }

  private Effect effect(Kind known) {
    only(known == Kind.LATENCY, delayMillis, "delay");
    only(known == Kind.LATENCY, jitterMillis, "jitter");
    only(known == Kind.BANDWIDTH, bytesPerSecond, "rate");
    only(known == Kind.CUT, afterBytes, "number of bytes");
    return switch (known) {
      case LATENCY ->
          new Latency(
              Duration.ofMillis(needed(delayMillis, "LATENCY needs a delay")),
              Duration.ofMillis(jitterMillis == null ? 0 : jitterMillis));
      case BANDWIDTH -> new Bandwidth(needed(bytesPerSecond, "BANDWIDTH needs a rate"));
      case BLACK_HOLE -> new BlackHole();
      case RESET -> new Reset();
      case HALF_OPEN -> new HalfOpen();
      case CUT -> new Cut(needed(afterBytes, "CUT needs a number of bytes after which it cuts"));
    };
  }

  private void only(boolean allowed, Long value, String what) {
    if (!allowed && value != null) {
      throw new IllegalArgumentException("%s takes no %s".formatted(kind, what));
    }
  }

  private static long needed(Long value, String otherwise) {
    if (value == null) {
      throw new IllegalArgumentException(otherwise);
    }
    return value;
  }

  private static <E extends Enum<E>> E one(Class<E> type, String what, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the %s is one of %s, not %s"
                        .formatted(
                            what,
                            Arrays.stream(type.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")),
                            name.isEmpty() ? "nothing" : name)));
  }
}
