package dev.coalmine.lab.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coalmine.lab.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GatewayTableTests {

  private static final List<String> NAMES =
      List.of("nginx", "haproxy", "vertx", "bare", "stock", "coalmine-bare", "coalmine");

  private static GatewayRow row(String name, double micros, long failed) {
    return new GatewayRow(
        name,
        micros,
        3,
        1e6 / micros,
        1,
        2,
        0.1,
        null,
        1_000,
        failed,
        new double[] {micros - 1, micros + 1},
        failed == 0 ? Map.of(200, 1_000L) : Map.of(200, 1_000L, 503, failed),
        null);
  }

  private static GatewayTable table(double... micros) {
    var rows = new ArrayList<GatewayRow>();
    for (int i = 0; i < micros.length; i++) {
      rows.add(row(NAMES.get(i), micros[i], 0));
    }
    return GatewayTable.of(rows, List.of());
  }

  @Test
  void hasARowForEachNameInItsOrder() {
    assertThat(GatewayCommand.wanted(List.of()).stream().map(Contender::name))
        .containsExactlyElementsOf(NAMES);
    assertThat(GatewayCommand.wanted(List.of("coalmine", "bare")).stream().map(Contender::name))
        .containsExactly("bare", "coalmine");
  }

  @Test
  void refusesARowThatDoesNotExist() {
    assertThatThrownBy(() -> GatewayCommand.wanted(List.of("bare", "envoy")))
        .isInstanceOf(UsageError.class)
        .hasMessage(
            "--rows is some of nginx, haproxy, vertx, bare, stock, coalmine-bare, coalmine; not"
                + " envoy");
  }

  @Test
  void comparesEachRowWithTheBareGateway() {
    var rows = table(14, 15, 30, 100, 900, 105, 120).rows();
    assertThat(rows.getFirst().ratioToBare()).isEqualTo(0.14);
    assertThat(rows.getLast().ratioToBare()).isEqualTo(1.2);
  }

  @Test
  void judgesEachBarByProcessorTime() {
    var good = table(14, 15, 30, 100, 900, 105, 120);
    assertThat(good.lines())
        .contains(
            "holds  coalmine is at most 1.15 x coalmine-bare: 1.14",
            "holds  coalmine-bare is at most 1.1 x bare: 1.05",
            "holds  coalmine is at most stock / 6: 0.133",
            "missed coalmine is at most stock / 10: 0.133 (the next aim)",
            "missed coalmine is at most 4 x nginx: 8.57 (the next aim)");
    assertThat(good.isGood()).isTrue();
    var bad = table(14, 15, 30, 100, 900, 111, 120);
    assertThat(bad.lines()).contains("missed coalmine-bare is at most 1.1 x bare: 1.11");
    assertThat(bad.isGood()).isFalse();
  }

  @Test
  void judgesOnlyWhatWasMeasured() {
    var table = GatewayTable.of(List.of(row("coalmine", 120, 0)), List.of("nginx", "haproxy"));
    assertThat(Bar.of(table.rows())).isEmpty();
    assertThat(table.rows().getFirst().ratioToBare()).isNull();
    assertThat(table.lines()).contains("nginx          not installed");
    assertThat(table.isGood()).isTrue();
  }

  @Test
  void failsARowWithAnAnswerThatIsNot2xx() {
    var table = GatewayTable.of(List.of(row("bare", 100, 0), row("coalmine", 50, 7)), List.of());
    assertThat(table.isGood()).isFalse();
    assertThat(table.lines())
        .anyMatch(line -> line.startsWith("coalmine") && line.contains("FAILED: 7 of 1007"))
        .anyMatch(line -> line.contains("503=7"));
    assertThat(Bar.of(table.rows())).isEmpty();
  }

  @Test
  void printsEachFigureBelowItsHeading() {
    var lines = table(14, 15, 30, 100, 900, 105, 120).lines();
    assertThat(lines.get(2)).startsWith("nginx").contains("14.0 (13.0-15.0)").contains("71429");
    assertThat(lines.subList(0, 9)).allMatch(line -> line.length() <= lines.get(2).length());
  }

  @Test
  void isReadableForAMachine() {
    var json = JsonMapper.shared();
    var read =
        json.readTree(
            json.writeValueAsString(table(14, 15, 30, 100, 900, 105, 120).json(Map.of("a", "b"))));
    assertThat(read.path("rows").size()).isEqualTo(7);
    var coalmine = read.path("rows").path(6);
    assertThat(coalmine.path("name").asString()).isEqualTo("coalmine");
    assertThat(coalmine.path("cpuMicrosPerRequest").asDouble()).isEqualTo(120);
    assertThat(coalmine.path("requestsPerSecond").asDouble()).isCloseTo(8_333, within(1.0));
    assertThat(coalmine.path("redisCpuMicrosPerRequest").asDouble()).isEqualTo(3);
    assertThat(coalmine.has("transport")).isFalse();
    assertThat(read.path("bars").size()).isEqualTo(5);
  }

  @Test
  void aRowWhoseLimitsDidNotAskRedisHasFailed() {
    var row =
        new GatewayRow(
            "coalmine",
            90,
            0,
            1e4,
            1,
            2,
            0,
            null,
            1_000,
            0,
            new double[] {89, 91},
            Map.of(200, 1_000L),
            null);
    var table = GatewayTable.of(List.of(row), List.of());
    assertThat(table.isGood()).isFalse();
    assertThat(table.lines())
        .contains(
            "coalmine       FAILED: its limits did not ask Redis",
            "These rows judge no bar: each compares two rows.");
  }
}
