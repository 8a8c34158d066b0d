package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.PartState.Status;
import dev.coalmine.lab.system.SystemState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A second {@code up}, and what {@code status} says of proxies. */
class AlreadyRunningTests {

  private static final Instant SINCE = Instant.parse("2026-11-21T04:00:00Z");

  @Test
  void theSameOptionsAskForNothingElse() {
    var options = UpOptions.of(false, List.of("payment-service"), 2, "8080", true);
    assertThat(options.unlike(running(true), _ -> true)).isEmpty();
  }

  @Test
  void optionsThatWereNotGivenAskForNothing() {
    var options = UpOptions.of(false, List.of(), 1, "9000", false);
    assertThat(options.unlike(running(true), _ -> false)).isEmpty();
  }

  @Test
  void anyFreePortIsThePortThatItHas() {
    var options = UpOptions.of(false, List.of(), 2, "free", false);
    assertThat(options.unlike(running(false), Set.of("--replicas", "--port")::contains)).isEmpty();
  }

  @Test
  void eachOptionThatAsksForSomethingElseIsNamed() {
    var options = UpOptions.of(false, List.of("order-service"), 1, "9000", true);
    assertThat(
            options.unlike(running(false), Set.of("--replicas", "--port", "--proxies")::contains))
        .containsExactly(
            "--replicas 2, not 1",
            "--port 8080, not 9000",
            "no --proxies",
            "order-service, in spite of --except");
  }

  @Test
  void statusShowsWhereClientsFindAPartAndWhereItIs() {
    assertThat(table(running(true))).contains("8080/28080", "a proxy's");
  }

  @Test
  void statusShowsOnePortWithoutProxies() {
    assertThat(table(running(false))).contains("8080").doesNotContain("8080/", "proxy");
  }

  private static String table(SystemState system) {
    var out = new ByteArrayOutputStream();
    var parts =
        system.parts().stream()
            .map(it -> new StatusTable.Observed(it, true, new Memory(0, 0)))
            .toList();
    StatusTable.print(new PrintStream(out), parts, SINCE);
    return out.toString();
  }

  private static SystemState running(boolean proxies) {
    return new SystemState(
        "home",
        new ProcessIdentity(1, "1"),
        SystemState.Phase.READY,
        SINCE,
        List.of(
            part("gateway", "gateway", 8080, proxies),
            part("gateway-2", "gateway", 8081, proxies),
            part("order-service", "order-service", 18081, proxies)));
  }

  private static PartState part(String name, String service, int port, boolean proxy) {
    var ports = proxy ? Map.of("main", 20_000 + port, "front", port) : Map.of("main", port);
    return new PartState(name, service, ports, "", Status.READY, 4711, SINCE, 0, null);
  }
}
