package dev.coalmine.lab.torture;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.proxy.FaultForm;
import java.time.Duration;
import java.util.Set;

/** A fault that torture and matrix inject, of any kind, with its time to live. */
sealed interface InjectedFault {

  /** The part, link or service that the fault is of. */
  String target();

  /** For people, as {@code freeze 20 s}. */
  String name();

  /** The time after which the fault has ended by itself; zero for a kill. */
  Duration time();

  void begin(Injector injector, Sandbox acquirer);

  record Kill(String target) implements InjectedFault {

    @Override
    public String name() {
      return "kill";
    }

    @Override
    public Duration time() {
      return Duration.ZERO;
    }

    @Override
    public void begin(Injector injector, Sandbox acquirer) {
      injector.kill(target);
    }
  }

  record Freeze(String target, Duration time) implements InjectedFault {

    @Override
    public String name() {
      return "freeze " + Durations.text(time);
    }

    @Override
    public void begin(Injector injector, Sandbox acquirer) {
      injector.freeze(target, time);
    }
  }

  /** The database takes no writes. */
  record ReadOnly(Duration time) implements InjectedFault {

    @Override
    public String target() {
      return Injector.POSTGRES;
    }

    @Override
    public String name() {
      return "read-only " + Durations.text(time);
    }

    @Override
    public void begin(Injector injector, Sandbox acquirer) {
      injector.makeReadOnly(time);
    }
  }

  record Link(FaultForm fault) implements InjectedFault {

    @Override
    public String target() {
      return fault.link();
    }

    @Override
    public String name() {
      return "%s %s"
          .formatted(fault.kind().toLowerCase().replace('_', '-'), Durations.text(time()));
    }

    @Override
    public Duration time() {
      return Duration.ofMillis(fault.ttlMillis());
    }

    @Override
    public void begin(Injector injector, Sandbox acquirer) {
      injector.disturb(fault);
    }
  }

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

    @Override
    public String target() {
      return "acquirer";
    }

    @Override
    public String name() {
      return "%s %.0f%% %s"
          .formatted(
              behaviour.kind().name().toLowerCase().replace('_', '-'),
              100 * behaviour.rate(),
              Durations.text(time()));
    }

    @Override
    public Duration time() {
      return Duration.ofSeconds(behaviour.ttlSeconds());
    }

    @Override
    public void begin(Injector injector, Sandbox acquirer) {
      acquirer.behave(behaviour);
    }
  }
}
