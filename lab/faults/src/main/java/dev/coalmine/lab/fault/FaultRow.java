package dev.coalmine.lab.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.lab.proxy.ListedFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;

/**
 * A fault in force of either sort, as it is shown; what its kind does not know is null.
 *
 * @param target a link, or a part
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaultRow(
    String id,
    String target,
    String kind,
    String direction,
    Double probability,
    Long delayMillis,
    Long jitterMillis,
    Long bytesPerSecond,
    Long afterBytes,
    long remainingMillis) {

  static FaultRow of(ListedFault listed) {
    var fault = listed.fault();
    return new FaultRow(
        listed.id(),
        fault.link(),
        fault.kind(),
        fault.direction(),
        fault.probability(),
        fault.delayMillis(),
        fault.jitterMillis(),
        fault.bytesPerSecond(),
        fault.afterBytes(),
        listed.remainingMillis());
  }

  static FaultRow of(PartFault fault) {
    long remaining = Math.max(0, Duration.between(Instant.now(), fault.end()).toMillis());
    return new FaultRow(
        fault.id(),
        fault.part(),
        fault.kind().name(),
        null,
        null,
        null,
        null,
        null,
        null,
        remaining);
  }

  Duration remaining() {
    return Duration.ofMillis(remainingMillis);
  }

  /** As 200 ms ± 50 ms, up, of 10 % of the connections. */
  String parameters() {
    var words = new ArrayList<String>();
    if (delayMillis != null) {
      var jitter = jitterMillis == null ? "" : " ± %d ms".formatted(jitterMillis);
      words.add(delayMillis + " ms" + jitter);
    }
    if (bytesPerSecond != null) {
      words.add(bytesPerSecond + " bytes/s");
    }
    if (afterBytes != null) {
      words.add("after %d bytes".formatted(afterBytes));
    }
    if (direction != null && !direction.equals("BOTH")) {
      words.add(direction.toLowerCase(Locale.ROOT));
    }
    if (probability != null && probability < 1) {
      var percent = BigDecimal.valueOf(probability).movePointRight(2).stripTrailingZeros();
      words.add(percent.toPlainString() + " % of the connections");
    }
    return String.join(", ", words);
  }
}
