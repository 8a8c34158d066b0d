package dev.coalmine.lab.torture;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.proxy.FaultForm;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** A fault that torture and matrix inject, of any kind, with its time to live. */
sealed interface InjectedFault {

  record Kill(String target) implements InjectedFault {}

  record Freeze(String target, Duration time) implements InjectedFault {}

  /** The database takes no writes. */
  record ReadOnly(Duration time) implements InjectedFault {}

  record Link(FaultForm fault) implements InjectedFault {}

  record Acquirer(Behaviour behaviour) implements InjectedFault {

    /**
     * @param delayMillis of the kinds that come late
     */
    static Acquirer of(Behaviour.Kind kind, double rate, long delayMillis, Duration time) {
      return new Acquirer(
          new Behaviour(
              kind, rate, isLate(kind) ? delayMillis : 0, Math.max(1, time.toSeconds()), Set.of()));
    }

    private static boolean isLate(Behaviour.Kind kind) {
      return kind == Behaviour.Kind.SLOW || kind == Behaviour.Kind.WEBHOOK_LATE;
    }
  }

  /** The part, link or service that the fault is of. */
  default String target() {
    return switch (this) {
      case Kill(var part) -> part;
      case Freeze(var part, _) -> part;
      case ReadOnly _ -> Injector.POSTGRES;
      case Link(var fault) -> fault.link();
      case Acquirer _ -> "acquirer";
    };
  }

  /** For people, as {@code freeze 20 s}. */
  default String name() {
    return switch (this) {
      case Kill _ -> "kill";
      case Freeze _ -> "freeze " + Durations.text(time());
      case ReadOnly _ -> "read-only " + Durations.text(time());
      case Link(var fault) -> slug(fault.kind()) + " " + Durations.text(time());
      case Acquirer(var behaviour) ->
          "%s %.0f%% %s"
              .formatted(
                  slug(behaviour.kind().name()), 100 * behaviour.rate(), Durations.text(time()));
    };
  }

  private static String slug(String kind) {
    return kind.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The time after which the fault has ended by itself; zero for a kill. */
  default Duration time() {
    return switch (this) {
      case Kill _ -> Duration.ZERO;
      case Freeze(_, var time) -> time;
      case ReadOnly(var time) -> time;
      case Link(var fault) -> Duration.ofMillis(fault.ttlMillis());
      case Acquirer(var behaviour) -> Duration.ofSeconds(behaviour.ttlSeconds());
    };
  }

  default void begin(Injector injector, Sandbox acquirer) {
    switch (this) {
      case Kill(var part) -> injector.kill(part);
      case Freeze(var part, var time) -> injector.freeze(part, time);
      case ReadOnly(var time) -> injector.makeReadOnly(time);
      case Link(var fault) -> injector.disturb(fault);
      case Acquirer(var behaviour) -> acquirer.behave(behaviour);
    }
  }
}
