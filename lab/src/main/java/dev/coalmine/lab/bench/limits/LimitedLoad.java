package dev.coalmine.lab.bench.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coalmine.lab.bench.traffic.LoadGenerator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** Load above the rate of one limit or of several in turn, each from an address of its own. */
final class LimitedLoad {

  private static final int CONNECTIONS = 64;
  private static final int TOO_MANY_REQUESTS = 429;

  private final List<LimitCase> cases;
  private final List<byte[]> requests;
  private final List<Outcome> outcomes;

  /** What became of the requests of one limit. */
  static final class Outcome {

    private final Admissions admitted = new Admissions();
    private long firstSent = Long.MAX_VALUE;
    private long lastReceived = Long.MIN_VALUE;
    private long sent;
    private long failed;
    private final Queue<long[]> waits = new ArrayDeque<>();

    void answered(long sentAt, long received, int status) {
      sent++;
      firstSent = Math.min(firstSent, sentAt);
      lastReceived = Math.max(lastReceived, received);
      waits.add(new long[] {sentAt, received});
      if (status / 100 == 2) {
        admitted.add(sentAt, received);
      } else if (status != TOO_MANY_REQUESTS) {
        failed++;
      }
    }

    Admissions admitted() {
      return admitted;
    }

    long sent() {
      return sent;
    }

    long failed() {
      return failed;
    }

    double seconds() {
      return (lastReceived - firstSent) / 1e9;
    }

    /** Returns the longest time to an answer of what was sent within a time, in milliseconds. */
    double longestWaitMillis(long start, long end) {
      return waits.stream()
              .filter(it -> it[0] >= start && it[0] < end)
              .mapToLong(it -> it[1] - it[0])
              .max()
              .orElse(0)
          / 1e6;
    }
  }

  /**
   * @param run makes the addresses differ from those of every other run, 0 to 255
   */
  LimitedLoad(List<LimitCase> cases, int run) {
    this.cases = cases;
    requests = IntStream.range(0, cases.size()).mapToObj(i -> bytes(i, run)).toList();
    outcomes = cases.stream().map(_ -> new Outcome()).toList();
  }

  private byte[] bytes(int number, int run) {
    return request(cases.get(number), "10.1.%d.%d".formatted(run, number)).getBytes(US_ASCII);
  }

  static String request(LimitCase limit, String address) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n\r\n"
        .formatted(limit.path(), address);
  }

  /**
   * Sends.
   *
   * @param rate requests a second of each limit
   * @param seconds how long
   * @return what became of them, by the limits' order
   */
  List<Outcome> run(List<Integer> ports, double rate, double seconds) throws IOException {
    int count = cases.size();
    try (var load =
        new LoadGenerator(
            ports,
            CONNECTIONS,
            number -> requests.get(turn(number, ports.size())),
            (number, _, sent, received, status) ->
                outcomes.get(turn(number, ports.size())).answered(sent, received, status))) {
      load.openLoop(rate * count, Math.round(rate * count * seconds));
    }
    return outcomes;
  }

  /** Whose turn it is: each limit has requests at every gateway. */
  private int turn(long number, int gateways) {
    return (int) (number / gateways % cases.size());
  }
}
