package dev.coalmine.lab.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LimitRowTests {

  private static final LimitCase EXACT = new LimitCase("gcra", 1);
  private static final LimitCase LEASED = new LimitCase("gcra", 10);

  private static LimitRow row(String trouble, long admitted, long burst, long inTrouble) {
    return new LimitRow(
        "gcra-exact",
        1,
        trouble,
        900,
        admitted,
        300,
        350,
        350,
        burst,
        150,
        1.0,
        inTrouble,
        trouble.equals("none") ? 0 : 200,
        12,
        0);
  }

  @Test
  void allowsWhatTheAlgorithmAdmits() {
    assertThat(EXACT.allowed(3)).isEqualTo(350);
    assertThat(new LimitCase("token-bucket", 1).allowed(3)).isEqualTo(350);
    assertThat(new LimitCase("fixed-window", 1).allowed(3)).isEqualTo(400);
    assertThat(new LimitCase("sliding-log", 1).allowed(3)).isEqualTo(300);
    assertThat(new LimitCase("sliding-counter", 1).allowed(3)).isEqualTo(400);
  }

  @Test
  void addsALeaseForEachGatewayAndABurstForEachLostCount() {
    assertThat(EXACT.bound(3, 3, 0)).isEqualTo(350);
    assertThat(LEASED.bound(3, 3, 0)).isEqualTo(380);
    assertThat(LEASED.bound(3, 3, 2)).isEqualTo(480);
    assertThat(new LimitCase("sliding-log", 1).bound(3, 1, 1)).isEqualTo(400);
  }

  @Test
  void holdsBetweenItsBounds() {
    assertThat(row("none", 340, 150, 0).holds()).isTrue();
    assertThat(row("none", 351, 150, 0).holds()).as("too many").isFalse();
    assertThat(row("none", 340, 151, 0).holds()).as("too many at once").isFalse();
    assertThat(row("none", 239, 150, 0).holds()).as("too few").isFalse();
    assertThat(row("killed", 340, 150, 100).holds()).isTrue();
    assertThat(row("killed", 340, 150, 99).holds()).as("closed").isFalse();
  }

  @Test
  void judgesWhatWasSeen() {
    var outcome = new LimitedLoad.Outcome();
    LongStream.range(0, 900)
        .forEach(i -> outcome.answered(i * 3_333_333, i * 3_333_333 + 1_000_000, status(i)));
    var row = LimitRow.of(EXACT, 2, Trouble.NONE, outcome, 0.5, 0, 0);
    assertThat(row.sent()).isEqualTo(900);
    assertThat(row.admitted()).isEqualTo(300);
    assertThat(row.rate()).isEqualTo(300);
    assertThat(row.worstBurst()).isEqualTo(100);
    assertThat(row.longestWaitMillis()).isEqualTo(1);
    assertThat(row.holds()).isTrue();
  }

  private static int status(long number) {
    return number % 3 == 0 ? 200 : 429;
  }

  @Test
  void countsWhatIsNeitherAdmittedNorRefused() {
    var outcome = new LimitedLoad.Outcome();
    IntStream.range(0, 400)
        .forEach(i -> outcome.answered(i * 10_000_000L, i * 10_000_000L + 1, 200));
    outcome.answered(4_000_000_000L, 4_000_000_001L, 503);
    var row = LimitRow.of(EXACT, 1, Trouble.NONE, outcome, 1, 0, 0);
    assertThat(row.failed()).isEqualTo(1);
    assertThat(row.holds()).isFalse();
  }

  @Test
  void hasARouteForEachAlgorithmExactAndLeased() {
    var cases = LimitCase.all(10);
    assertThat(cases).hasSize(10);
    assertThat(LimitsCommand.policy(cases))
        .contains("  gcra-leased: {by: address, rate: 100/s, burst: 50, algorithm: gcra, lease: 10")
        .contains(
            "  sliding-log-exact: {by: address, rate: 100/s, algorithm: sliding-log, lease: 1")
        .contains("    paths: [/bench/fixed-window-leased]");
  }

  @Test
  void judgesTheLongestWaitByTheLimitersOwnLimit() {
    assertThat(new LimitsReport.Wait("killed", 20, 69, 50).holds()).isTrue();
    assertThat(new LimitsReport.Wait("killed", 20, 71, 50).holds()).isFalse();
  }

  @Test
  void readsTheHeapOfBothGenerations() {
    var info =
        """
        4711:
         def new generation   total 29504K, used 2048K [0x1, 0x2, 0x3)
          eden space 26240K,   5% used [0x1, 0x2, 0x3)
         tenured generation   total 65536K, used 30720K [0x1, 0x2, 0x3)
        """;
    assertThat(Heap.parse(info)).isEqualTo(32);
    assertThatThrownBy(() -> Heap.parse("no such process")).isInstanceOf(UserError.class);
  }

  @Test
  void hasANewAddressForEachRequest() {
    assertThat(LongStream.range(0, 100_000).mapToObj(ManyAddresses::address).distinct())
        .hasSize(100_000);
    assertThat(ManyAddresses.address(1_000_000)).isEqualTo("11.15.66.64");
  }

  @Test
  void findsMemoryThatGrows() {
    assertThat(new ManyAddresses(1_000, 40, 44, 16.2, 9, 0).holds()).isTrue();
    assertThat(new ManyAddresses(1_000, 40, 45, 16.2, 9, 0).holds()).isFalse();
    assertThat(new ManyAddresses(1_000, 40, 40, 18, 9, 0).holds()).isFalse();
    assertThat(new ManyAddresses(1_000, 40, 40, 10, 0, 1).holds()).isFalse();
  }

  @Test
  void isReadableForPeopleAndMachines() {
    var report =
        new LimitsReport(
            Map.of(),
            List.of(row("none", 340, 150, 0), row("killed", 340, 150, 99)),
            List.of(new LimitsReport.Wait("killed", 20, 60, 50)),
            null);
    assertThat(report.isGood()).isFalse();
    assertThat(report.lines())
        .anyMatch(line -> line.startsWith("gcra-exact") && line.endsWith("holds"))
        .anyMatch(line -> line.contains("killed") && line.endsWith("MISSED"));
    var json = JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(report));
    assertThat(json.path("rows").path(0).path("holds").asBoolean()).isTrue();
    assertThat(json.path("rows").path(1).path("holds").asBoolean()).isFalse();
    assertThat(json.path("waits").path(0).path("holds").asBoolean()).isTrue();
    assertThat(json.has("addresses")).isFalse();
  }
}
