package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BehaviourTests {

  private final SetClock clock = new SetClock();
  private final Behaviours behaviours = new Behaviours(clock);

  @Test
  void endsByItself() {
    behaviours.add(Behaviour.always(Kind.DECLINE, 60));
    clock.now = clock.now.plusSeconds(59);
    assertThat(behaviours.strikes(Kind.DECLINE, "confirm")).isTrue();

    clock.now = clock.now.plusSeconds(2);

    assertThat(behaviours.strikes(Kind.DECLINE, "confirm")).isFalse();
    assertThat(behaviours.list()).isEmpty();
  }

  @Test
  void strikesAtItsRate() {
    behaviours.add(new Behaviour(Kind.LOSE_REPLY, 0.2, 0, 60, Set.of()));

    long struck =
        IntStream.range(0, 10_000)
            .filter(_ -> behaviours.strikes(Kind.LOSE_REPLY, "confirm"))
            .count();

    assertThat(struck).isBetween(1_700L, 2_300L); // 7 standard deviations
  }

  @Test
  void strikesAtItsRateAndEachObjectTheSameWay() {
    behaviours.add(new Behaviour(Kind.PENDING_REFUNDS, 0.2, 0, 60, Set.of()));

    var struck = IntStream.range(0, 10_000).filter(this::isPending).boxed().toList();

    assertThat(struck).hasSizeBetween(1_700, 2_300);
    assertThat(struck).allMatch(this::isPending);
  }

  private boolean isPending(int number) {
    return behaviours.strikes(Kind.PENDING_REFUNDS, "refund", ObjectIds.text("re", number));
  }

  @Test
  void isInForceOncePerKind() {
    behaviours.add(Behaviour.always(Kind.DECLINE, 60));
    behaviours.add(Behaviour.always(Kind.FAIL_BEFORE, 60, "confirm"));
    behaviours.add(Behaviour.always(Kind.FAIL_BEFORE, 60, "capture"));

    assertThat(behaviours.list()).hasSize(2);
    assertThat(behaviours.strikes(Kind.FAIL_BEFORE, "confirm")).isFalse();
    assertThat(behaviours.strikes(Kind.FAIL_BEFORE, "capture")).isTrue();
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused("rate", () -> new Behaviour(Kind.DECLINE, 1.5, 0, 60, null));
    assertRefused("DECLINE touches confirm", () -> Behaviour.always(Kind.DECLINE, 60, "refund"));
    assertRefused("SLOW needs a delay", () -> Behaviour.always(Kind.SLOW, 60));
    assertRefused("DECLINE has no delay", () -> Behaviour.late(Kind.DECLINE, 1, 60));
    assertRefused("60 s", () -> Behaviour.late(Kind.WEBHOOK_LATE, 60_001, 60));
    assertRefused("24 h", () -> Behaviour.always(Kind.DECLINE, 86_401));
  }

  private static void assertRefused(String reason, ThrowingCallable wish) {
    assertThatThrownBy(wish)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static final class SetClock extends Clock {

    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
