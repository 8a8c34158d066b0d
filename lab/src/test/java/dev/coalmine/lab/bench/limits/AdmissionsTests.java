package dev.coalmine.lab.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionsTests {

  private final Admissions admissions = new Admissions();

  private void admitted(long... sent) {
    for (long at : sent) {
      admissions.add(at, at + 1);
    }
  }

  @Test
  void findsTheWorstBurstWhereverItBegins() {
    admitted(0, 100, 950, 960, 970, 1_040, 1_949, 5_000);
    assertThat(admissions.worstBurst(1_000)).isEqualTo(5); // 950 to 1,949
    assertThat(admissions.worstBurst(20)).isEqualTo(2);
    assertThat(admissions.worstBurst(22)).isEqualTo(3);
  }

  @Test
  void leavesOutWhatWasAnsweredLater() {
    admissions.add(0, 10);
    admissions.add(1, 1_500); // may have been admitted outside of the time
    admissions.add(2, 20);
    assertThat(admissions.worstBurst(1_000)).isEqualTo(2);
  }

  @Test
  void isNothingWithoutRequests() {
    assertThat(admissions.worstBurst(1_000)).isZero();
    assertThat(admissions.count()).isZero();
  }

  @Test
  void countsWhatWasSentWithinATime() {
    admitted(5, 10, 15, 20);
    assertThat(admissions.sentWithin(10, 20)).isEqualTo(2);
  }

  @Test
  void agreesWithCountingEveryWindow() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      admitted(random.nextInt(5_000));
    }
    int worst = 0;
    for (int start = 0; start < 5_000; start++) {
      worst = Math.max(worst, admissions.sentWithin(start, start + 99));
    }
    assertThat(admissions.worstBurst(100)).as("seed %d", seed).isEqualTo(worst);
  }
}
