package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.torture.FaultSchedule.Planned;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultScheduleTests {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void repeatsItselfForTheSameSeed() {
    assertThat(FaultSchedule.of(7, HOUR)).isEqualTo(FaultSchedule.of(7, HOUR));
    assertThat(FaultSchedule.of(7, HOUR)).isNotEqualTo(FaultSchedule.of(8, HOUR));
  }

  @Test
  void makesOfEachKindOneThatIsValid() {
    var planned = FaultSchedule.of(7, HOUR);

    assertThat(planned)
        .extracting(it -> it.fault().getClass().getSimpleName())
        .contains("Kill", "Freeze", "ReadOnly", "Link", "Acquirer");
    assertThat(planned)
        .extracting(Planned::fault)
        .filteredOn(InjectedFault.Link.class::isInstance)
        .allSatisfy(it -> ((InjectedFault.Link) it).fault().check());
  }

  @Test
  void comesEveryEightSecondsOrSoAndAllWithinTheTime() {
    var planned = FaultSchedule.of(7, HOUR);

    assertThat(planned).hasSizeBetween(350, 550);
    assertThat(planned).allMatch(it -> it.at().compareTo(HOUR) < 0);
    assertThat(planned).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }
}
