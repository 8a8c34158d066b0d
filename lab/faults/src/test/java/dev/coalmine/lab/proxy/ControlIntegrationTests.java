package dev.coalmine.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlIntegrationTests extends WireTest {

  @Test
  void isHealthy() {
    assertThat(wire.send("GET", "/health", "").body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void showsAFaultWithWhatWasLeftOpen() {
    var id = wire.fault("\"kind\":\"latency\",\"delayMillis\":200");

    assertThat(id).isEqualTo("latency-1");
    assertThat(faults())
        .contains(
            "\"id\":\"latency-1\"",
            "\"kind\":\"LATENCY\"",
            "\"direction\":\"BOTH\"",
            "\"probability\":1.0",
            "\"remainingMillis\":")
        .doesNotContain("bytesPerSecond");
  }

  @Test
  void clearsOneOrAll() {
    var one = wire.fault("\"kind\":\"RESET\"");
    wire.fault("\"kind\":\"HALF_OPEN\"");
    wire.fault("\"kind\":\"BLACK_HOLE\"");

    wire.clear(one);
    assertThat(faults()).doesNotContain(one).contains("half-open-2", "black-hole-3");
    assertThat(wire.send("DELETE", "/faults", "").body()).isEqualTo("{\"cleared\":2}");
    assertThat(faults()).isEqualTo("[]");
  }

  /** A connection shorter than the pause between two looks is seen all the same. */
  @Test
  void listsConnectionsAlsoOnceTheyHaveEnded() throws IOException {
    var ends = wire.connect();
    var line =
        "\"clientPort\":%d,\"linkPort\":%d,\"bytesUp\":0,\"bytesDown\":7}"
            .formatted(ends.client().getLocalPort(), ends.client().getPort());
    ends.server().getOutputStream().write(new byte[7]);
    ends.client().getInputStream().readNBytes(7);
    await().until(() -> wire.send("GET", "/connections", "").body().contains(line));

    ends.client().close();
    ends.server().close();

    await().until(() -> wire.send("GET", "/links", "").body().contains("\"connections\":0"));
    assertThat(wire.send("GET", "/connections", "").body()).contains(line);
  }

  @Test
  void saysThatThereIsNoSuchFault() {
    var answer = wire.send("DELETE", "/faults/reset-7", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("there is no fault reset-7");
  }

  @Test
  void saysWhatThereIsElsewhere() {
    var answer = wire.send("PUT", "/faults", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("POST and DELETE /faults");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "nonsense | the body is no fault in JSON",
        "null | the body is null",
        "[] | the body is no fault in JSON",
        "{} | a fault needs a link",
        "{'link':'wire'} | the kind is one of LATENCY, BANDWIDTH, BLACK_HOLE, RESET, HALF_OPEN,"
            + " CUT",
        "{'link':'wire','kind':'FIRE'} | not FIRE",
        "{'link':'wire','kind':'RESET'} | a fault needs a time to live",
        "{'link':'wire','kind':'RESET','ttlMillis':999} | 1000 to 86400000 ms, not 999",
        "{'link':'wire','kind':'RESET','ttlMillis':86400001} | 1000 to 86400000 ms",
        "{'link':'wire','kind':'RESET','ttlMillis':'soon'} | the body is no fault in JSON",
        "{'link':'wire','kind':'RESET','ttlMillis':5000,'colour':1} | colour",
        "{'link':'fire','kind':'RESET','ttlMillis':5000} | there is no link fire; there are wire",
        "{'link':'wire','kind':'RESET','ttlMillis':5000,'probability':0} | above 0 and at most 1",
        "{'link':'wire','kind':'RESET','ttlMillis':5000,'probability':1.1} | above 0 and at most 1",
        "{'link':'wire','kind':'RESET','ttlMillis':5000,'delayMillis':5} | RESET takes no delay",
        "{'link':'wire','kind':'RESET','ttlMillis':5000,'direction':'up'} | always of both",
        "{'link':'wire','kind':'BLACK_HOLE','ttlMillis':5000,'direction':'left'} | UP, DOWN, BOTH,"
            + " not LEFT",
        "{'link':'wire','kind':'CUT','ttlMillis':5000} | CUT needs a number of bytes",
        "{'link':'wire','kind':'CUT','ttlMillis':5000,'afterBytes':0} | 1 to 1000000000000 bytes",
        "{'link':'wire','kind':'BANDWIDTH','ttlMillis':5000} | BANDWIDTH needs a rate",
        "{'link':'wire','kind':'BANDWIDTH','ttlMillis':5000,'bytesPerSecond':-1} | 1 to 1000000000",
        "{'link':'wire','kind':'LATENCY','ttlMillis':5000} | LATENCY needs a delay",
        "{'link':'wire','kind':'LATENCY','ttlMillis':5000,'delayMillis':60001} | 1 to 60000 ms",
        "{'link':'wire','kind':'LATENCY','ttlMillis':5000,'delayMillis':5,'jitterMillis':6} | 0 to"
            + " 5"
      })
  void saysWhatIsWrongWithAFault(String fault, String sentence) {
    var answer = wire.send("POST", "/faults", fault.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence);
    assertThat(faults()).isEqualTo("[]");
  }

  private String faults() {
    return wire.send("GET", "/faults", "").body();
  }
}
