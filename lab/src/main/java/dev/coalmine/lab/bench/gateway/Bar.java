package dev.coalmine.lab.bench.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the whole comparison has to show.
 *
 * @param text what is compared
 * @param required false for an aim beyond what is promised
 * @param measured the ratio that was measured
 * @param most the largest that holds
 */
record Bar(String text, boolean required, double measured, double most) {

  private static final double CHAIN = 1.15;
  private static final double OURS = 1.1;
  private static final double STOCK = 1 / 6.0;
  private static final double STOCK_NEXT = 0.1;
  private static final double NGINX_NEXT = 4;

  boolean holds() {
    return measured <= most;
  }

  /** Judges what can be judged with these rows. */
  static List<Bar> of(List<GatewayRow> rows) {
    var byName =
        rows.stream()
            .filter(row -> !row.isFailed())
            .collect(Collectors.toMap(GatewayRow::name, Function.identity()));
    var bars = new ArrayList<Bar>();
    add(bars, byName, true, Contenders.COALMINE, Contenders.COALMINE_BARE, CHAIN);
    add(bars, byName, true, Contenders.COALMINE_BARE, Contenders.BARE, OURS);
    add(bars, byName, true, Contenders.COALMINE, Contenders.STOCK, STOCK);
    add(bars, byName, false, Contenders.COALMINE, Contenders.STOCK, STOCK_NEXT);
    add(bars, byName, false, Contenders.COALMINE, Contenders.NGINX, NGINX_NEXT);
    return bars;
  }

  private static void add(
      List<Bar> bars,
      Map<String, GatewayRow> rows,
      boolean required,
      String ours,
      String other,
      double most) {
    if (rows.containsKey(ours) && rows.containsKey(other)) {
      var times =
          most < 1
              ? "%s / %d".formatted(other, Math.round(1 / most))
              : "%s x %s".formatted(BigDecimal.valueOf(most).stripTrailingZeros(), other);
      var text = "%s is at most %s".formatted(ours, times);
      bars.add(
          new Bar(
              text,
              required,
              rows.get(ours).cpuMicrosPerRequest() / rows.get(other).cpuMicrosPerRequest(),
              most));
    }
  }
}
