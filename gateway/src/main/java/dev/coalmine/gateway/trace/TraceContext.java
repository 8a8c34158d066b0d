package dev.coalmine.gateway.trace;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The trace a request belongs to, as in the W3C recommendation "Trace Context".
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 such digits: our part in the trace, the parent of what the service does
 * @param sampled whether the services should record it
 * @param continued whether the caller had started it; only then does its tracestate mean anything
 */
public record TraceContext(String traceId, String spanId, boolean sampled, boolean continued) {

  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";

  private static final String ATTRIBUTE = TraceContext.class.getName();
  private static final int LENGTH = 55;

  /**
   * @param sampling the share of new traces that are recorded, 0 to 1
   */
  public static TraceContext start(double sampling) {
    var random = ThreadLocalRandom.current();
    var traceId = hex(random.nextLong()) + hex(nonZero(random));
    return new TraceContext(traceId, hex(nonZero(random)), random.nextDouble() < sampling, false);
  }

  /** The caller's trace with a span of our own, if the header is valid. */
  static @Nullable TraceContext continueFrom(@Nullable String traceparent) {
    if (!valid(traceparent)) {
      return null;
    }
    var sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    var spanId = hex(nonZero(ThreadLocalRandom.current()));
    return new TraceContext(traceparent.substring(3, 35), spanId, sampled, true);
  }

  private static boolean valid(@Nullable String header) {
    if (header == null || header.length() < LENGTH || header.startsWith("ff")) {
      return false;
    }
    // a later version may append fields; version 00 may not
    if (header.length() > LENGTH && (header.startsWith("00") || header.charAt(LENGTH) != '-')) {
      return false;
    }
    return hex(header, 0, 2)
        && header.charAt(2) == '-'
        && hex(header, 3, 35)
        && header.charAt(35) == '-'
        && hex(header, 36, 52)
        && header.charAt(52) == '-'
        && hex(header, 53, 55)
        && !zero(header, 3, 35)
        && !zero(header, 36, 52);
  }

  private static boolean hex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean zero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static long nonZero(ThreadLocalRandom random) {
    long value = random.nextLong();
    return value == 0 ? 1 : value;
  }

  static String hex(long value) {
    var digits = new byte[16];
    for (int i = 15; i >= 0; i--) {
      digits[i] = (byte) Character.forDigit((int) (value & 15), 16);
      value >>>= 4;
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  public static TraceContext of(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(ATTRIBUTE);
  }
}
