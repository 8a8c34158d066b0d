package dev.coalmine.lab.proxy;

import static dev.coalmine.lab.proxy.Wire.isReset;
import static dev.coalmine.lab.proxy.Wire.read;
import static dev.coalmine.lab.proxy.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.proxy.Wire.Ends;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkFaultsIntegrationTests extends WireTest {

  /** How long nothing must arrive to be taken for nothing. */
  private static final int SILENCE_MS = 300;

  /** More bytes than the kernel and the proxy hold between them. */
  private static final int BEYOND_BUFFERS = 40 * 1024 * 1024;

  // latency

  @Test
  void latencyDelaysAnExistingAndANewConnection() throws IOException {
    var existing = wire.connect();
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":200");

    assertThat(questionMillis(existing)).isGreaterThanOrEqualTo(200);
    assertThat(questionMillis(wire.connect())).isGreaterThanOrEqualTo(200);
  }

  @Test
  void latencyOfOneDirectionSparesTheOther() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":60000,\"direction\":\"down\"");

    questionMillis(ends);
    write(ends.server(), "answer");
    assertSilent(ends.client());
  }

  @Test
  void latencyKeepsTheOrderUnderJitter() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":20,\"jitterMillis\":20");
    var sent = new StringBuilder();
    for (int i = 1000; i < 1200; i++) {
      write(ends.client(), String.valueOf(i));
      sent.append(i);
    }

    assertThat(read(ends.server(), sent.length())).isEqualTo(sent.toString());
  }

  @Test
  void latenciesAddUp() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":100");
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":150");

    assertThat(questionMillis(ends)).isGreaterThanOrEqualTo(250);
  }

  @Test
  void bytesUnderWayDoNotWaitForALatencyThatIsOver() throws IOException {
    var ends = wire.connect();
    var fault = wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":60000");
    write(ends.client(), "question");
    assertSilent(ends.server());

    wire.clear(fault);
    assertThat(read(ends.server(), 8)).isEqualTo("question");
  }

  // bandwidth

  @Test
  void bandwidthSlowsAnExistingAndANewConnection() throws IOException {
    var existing = wire.connect();
    wire.fault("\"kind\":\"BANDWIDTH\",\"bytesPerSecond\":100000");

    assertThat(downloadMillis(existing, 50_000)).isGreaterThanOrEqualTo(400);
    assertThat(downloadMillis(wire.connect(), 50_000)).isGreaterThanOrEqualTo(400);
  }

  @Test
  void bandwidthIsSharedByTheConnectionsOfALink() throws IOException {
    var one = wire.connect();
    var other = wire.connect();
    wire.fault("\"kind\":\"BANDWIDTH\",\"bytesPerSecond\":100000");
    long start = System.nanoTime();
    one.server().getOutputStream().write(new byte[25_000]);
    other.server().getOutputStream().write(new byte[25_000]);
    one.client().getInputStream().readNBytes(25_000);
    other.client().getInputStream().readNBytes(25_000);

    assertThat(millisSince(start)).isGreaterThanOrEqualTo(400);
  }

  @Test
  void bandwidthOfOneDirectionSparesTheOther() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"BANDWIDTH\",\"bytesPerSecond\":1,\"direction\":\"up\"");

    downloadMillis(ends, 1_000_000);
  }

  @Test
  void whatWaitsForBandwidthGoesOnWhenThatIsOver() throws IOException {
    var ends = wire.connect();
    var fault = wire.fault("\"kind\":\"BANDWIDTH\",\"bytesPerSecond\":1");
    ends.server().getOutputStream().write(new byte[50_000]);
    ends.client().getInputStream().readNBytes(1);

    wire.clear(fault);
    assertThat(ends.client().getInputStream().readNBytes(49_999)).hasSize(49_999);
  }

  // black hole

  @Test
  void aBlackHoleHoldsBytesAndGivesThemBackWhenItIsOver() throws IOException {
    var ends = wire.connect();
    var fault = wire.fault("\"kind\":\"BLACK_HOLE\"");
    write(ends.client(), "question");
    write(ends.server(), "answer");
    assertSilent(ends.server());
    assertSilent(ends.client());

    wire.clear(fault);
    assertThat(read(ends.server(), 8)).isEqualTo("question");
    assertThat(read(ends.client(), 6)).isEqualTo("answer");
  }

  @Test
  void aBlackHoleAcceptsANewConnectionThatReachesTheTargetOnlyWhenItIsOver() throws IOException {
    var fault = wire.fault("\"kind\":\"BLACK_HOLE\"");
    var client = wire.client();
    write(client, "question");
    assertSilent(client);
    assertThat(wire.isCalled()).isFalse();

    wire.clear(fault);
    assertThat(read(wire.accept(), 8)).isEqualTo("question");
  }

  @Test
  void aBlackHoleHoldsEndsAndResetsToo() throws IOException {
    var ended = wire.connect();
    var reset = wire.connect();
    var fault = wire.fault("\"kind\":\"BLACK_HOLE\"");
    ended.client().close();
    reset.client().setSoLinger(true, 0);
    reset.client().close();
    assertSilent(ended.server());
    assertSilent(reset.server());

    wire.clear(fault);
    assertThat(ended.server().getInputStream().read()).isEqualTo(-1);
    assertThat(isReset(reset.server())).isTrue();
  }

  @Test
  void aBlackHoleOfOneDirectionSparesTheOther() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"BLACK_HOLE\",\"direction\":\"up\"");
    write(ends.client(), "question");
    write(ends.server(), "answer");

    assertThat(read(ends.client(), 6)).isEqualTo("answer");
    assertSilent(ends.server());
  }

  @Test
  void aBlackHoleReadsNothingOn() throws IOException {
    var ends = wire.connect();
    var fault = wire.fault("\"kind\":\"BLACK_HOLE\"");
    var sender = Thread.ofVirtual().start(() -> send(ends.client(), BEYOND_BUFFERS));
    assertSilent(ends.server());
    assertThat(sender.isAlive()).isTrue();

    wire.clear(fault);
    assertThat(ends.server().getInputStream().readNBytes(BEYOND_BUFFERS)).hasSize(BEYOND_BUFFERS);
  }

  // reset

  @Test
  void resetEndsBothSidesOfAnExistingConnection() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"RESET\"");

    assertThat(isReset(ends.client())).isTrue();
    assertThat(isReset(ends.server())).isTrue();
  }

  @Test
  void resetEndsANewConnectionUntilItIsOver() throws IOException {
    var fault = wire.fault("\"kind\":\"RESET\"");
    assertThat(isReset(wire.client())).isTrue();
    assertThat(wire.isCalled()).isFalse();

    wire.clear(fault);
    questionMillis(wire.connect());
  }

  @Test
  void resetEndsAConnectionThatABlackHoleHolds() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"BLACK_HOLE\"");
    write(ends.client(), "question");
    wire.fault("\"kind\":\"RESET\"");

    assertThat(isReset(ends.client())).isTrue();
    assertThat(isReset(ends.server())).isTrue();
  }

  // half open

  @Test
  void halfOpenClosesTheTargetAndLeavesTheClientInTheDarkForGood() throws IOException {
    var ends = wire.connect();
    var fault = wire.fault("\"kind\":\"HALF_OPEN\"");
    assertThat(ends.server().getInputStream().read()).isEqualTo(-1);

    write(ends.client(), "question");
    assertSilent(ends.client());
    wire.clear(fault);
    write(ends.client(), "question");
    assertSilent(ends.client());
    assertThat(wire.isCalled()).isFalse();
  }

  @Test
  void halfOpenNeverTellsTheTargetOfANewConnection() throws IOException {
    var fault = wire.fault("\"kind\":\"HALF_OPEN\"");
    var client = wire.client();
    write(client, "question");
    assertSilent(client);
    assertThat(wire.isCalled()).isFalse();

    wire.clear(fault);
    assertSilent(client);
    questionMillis(wire.connect());
  }

  @Test
  void halfOpenIsForgottenWhenTheClientGivesUp() throws IOException {
    wire.connect();
    wire.fault("\"kind\":\"HALF_OPEN\"");
    var client = wire.client();
    await().untilAsserted(() -> assertThat(links()).contains("\"connections\":2"));

    client.close();
    await().untilAsserted(() -> assertThat(links()).contains("\"connections\":1"));
  }

  @Test
  void halfOpenSwallowsMoreThanAnyBufferHolds() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"HALF_OPEN\"");

    ends.client().getOutputStream().write(new byte[BEYOND_BUFFERS]);
    assertSilent(ends.client());
  }

  // cut

  @Test
  void cutResetsAnExistingAndANewConnectionAfterSoManyBytes() throws IOException {
    var existing = wire.connect();
    write(existing.server(), "before");
    read(existing.client(), 6);
    wire.fault("\"kind\":\"CUT\",\"afterBytes\":10,\"direction\":\"down\"");

    for (var ends : new Ends[] {existing, wire.connect()}) {
      write(ends.server(), "0123456789abcdef");
      assertThat(received(ends.client())).isLessThanOrEqualTo(10);
      assertThat(isReset(ends.server())).isTrue();
    }
    assertThat(links()).contains("\"bytesDown\":26");
  }

  @Test
  void cutOfOneDirectionSparesTheOther() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"CUT\",\"afterBytes\":10,\"direction\":\"down\"");

    write(ends.client(), "a question of many bytes");
    assertThat(read(ends.server(), 24)).isEqualTo("a question of many bytes");
    write(ends.server(), "short");
    assertThat(read(ends.client(), 5)).isEqualTo("short");
  }

  // all of them

  @Test
  void faultsCombine() throws IOException {
    var ends = wire.connect();
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":300");
    wire.fault("\"kind\":\"BANDWIDTH\",\"bytesPerSecond\":100000");
    wire.fault("\"kind\":\"CUT\",\"afterBytes\":50000");

    assertThat(downloadMillis(ends, 50_000)).isGreaterThanOrEqualTo(700);
    assertThat(isReset(ends.client())).isTrue();
  }

  @Test
  void aFaultEndsByItself() throws IOException {
    var ends = wire.connect();
    wire.fault(Duration.ofSeconds(1), "\"kind\":\"BLACK_HOLE\"");
    write(ends.client(), "question");

    assertThat(read(ends.server(), 8)).isEqualTo("question");
    await().untilAsserted(() -> assertThat(faults()).isEqualTo("[]"));
  }

  @Test
  void aFaultStrikesSomeConnectionsAndSparesTheOthersForGood() throws IOException {
    var all = new ArrayList<Ends>();
    for (int i = 0; i < 64; i++) {
      all.add(wire.connect());
    }
    wire.fault("\"kind\":\"RESET\",\"probability\":0.5"); // returns when it has struck
    var spared = spared(all);
    wire.fault("\"kind\":\"LATENCY\",\"delayMillis\":1"); // another fault draws nothing anew

    assertThat(spared).isNotEmpty().hasSizeLessThan(64);
    assertThat(spared(spared)).isEqualTo(spared);
  }

  private static List<Ends> spared(List<Ends> all) throws IOException {
    var spared = new ArrayList<Ends>();
    for (var ends : all) {
      try {
        write(ends.client(), "question");
        if (read(ends.server(), 8).equals("question")) {
          spared.add(ends);
        }
      } catch (SocketException e) {
        // struck
      }
    }
    return spared;
  }

  private long questionMillis(Ends ends) throws IOException {
    long start = System.nanoTime();
    write(ends.client(), "question");
    assertThat(read(ends.server(), 8)).isEqualTo("question");
    return millisSince(start);
  }

  private long downloadMillis(Ends ends, int bytes) throws IOException {
    long start = System.nanoTime();
    Thread.ofVirtual().start(() -> send(ends.server(), bytes));
    assertThat(ends.client().getInputStream().readNBytes(bytes)).hasSize(bytes);
    return millisSince(start);
  }

  private static void send(Socket socket, int bytes) {
    try {
      socket.getOutputStream().write(new byte[bytes]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private static int received(Socket socket) throws IOException {
    int count = 0;
    try {
      while (socket.getInputStream().read() >= 0) {
        count++;
      }
    } catch (SocketException e) {
      return count;
    }
    throw new AssertionError("closed in good order");
  }

  private static void assertSilent(Socket socket) throws IOException {
    int limit = socket.getSoTimeout();
    socket.setSoTimeout(SILENCE_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(limit);
  }

  private String links() {
    return wire.send("GET", "/links", "").body();
  }

  private String faults() {
    return wire.send("GET", "/faults", "").body();
  }
}
