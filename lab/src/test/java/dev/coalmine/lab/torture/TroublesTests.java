package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.torture.Troubles.Planned;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroublesTests {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void repeatsItselfForTheSameSeed() {
    assertThat(Troubles.of(7, HOUR)).isEqualTo(Troubles.of(7, HOUR));
    assertThat(Troubles.of(7, HOUR)).isNotEqualTo(Troubles.of(8, HOUR));
  }

  @Test
  void makesOfEachKindOneThatIsValid() {
    var planned = Troubles.of(7, HOUR);

    assertThat(planned)
        .extracting(it -> it.trouble().getClass().getSimpleName())
        .contains("Kill", "Freeze", "ReadOnly", "Link", "Acquirer");
    assertThat(planned)
        .extracting(Planned::trouble)
        .filteredOn(Trouble.Link.class::isInstance)
        .allSatisfy(it -> ((Trouble.Link) it).fault().check());
  }

  @Test
  void comesEveryEightSecondsOrSoAndAllWithinTheTime() {
    var planned = Troubles.of(7, HOUR);

    assertThat(planned).hasSizeBetween(350, 550);
    assertThat(planned).allMatch(it -> it.at().compareTo(HOUR) < 0);
    assertThat(planned).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }
}
