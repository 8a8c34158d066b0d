package dev.coalmine.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.servers.RawHttp;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class WebhookIntegrationTests extends PaymentServiceTest {

  @LocalServerPort int port;
  @Autowired MeterRegistry meters;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void refusesABadSignature() throws Exception {
    var answer = send(about("pi_1"), "t=1,v1=00");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("https://coalmine.dev/problems/invalid-signature");
  }

  @Test
  void refusesToBeToldWithoutASignature() throws Exception {
    assertThat(send(about("pi_1"), null).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t",
        "t=x",
        "t=,v1=",
        "t=1",
        "v1=00",
        "=",
        ",",
        "t=99999999999999999999,v1=00",
        "t==1,v1"
      })
  void refusesASignatureThatIsNone(String signature) throws Exception {
    var answer = send(about("pi_1"), signature);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("https://coalmine.dev/problems/invalid-signature");
  }

  @ParameterizedTest
  @CsvSource({
    "Stripe-Signature, t=\u00e2\u0080\u0093, 400",
    "Content-Type, image/*, 415",
    "Content-Type, *, 415",
    "Content-Type, \u00e2\u0080\u0093, 415",
    "Content-Type, multipart/form-data, 415",
    "Content-Type, multipart/mixed, 415"
  })
  void refusesHeadersThatTheFrameworkCannotRead(String name, String value, int status)
      throws Exception {
    var type = name.equals("Content-Type") ? "X: y" : "Content-Type: application/json";

    var answer = RawHttp.exchange(port, "POST /webhooks/acquirer", "{}", name + ": " + value, type);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
  }

  /** 4xx would make the acquirer send it again for days and then disable the endpoint. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"payout.paid\",\"data\":{\"object\":{\"id\":\"po_1\",\"object\":\"payout\"}}}",
        "{\"type\":\"v2.core.event\",\"object\":\"v2.core.event\"}",
        "{\"data\":{\"object\":null}}",
        "{\"data\":[]}",
        "{}",
        "null",
        "no JSON"
      })
  void thanksForWhatIsSignedAndOfNoInterest(String body) throws Exception {
    var before = ignored();

    assertThat(send(body, signature(body)).statusCode()).isEqualTo(200);
    assertThat(ignored()).isEqualTo(before + 1);
  }

  private double ignored() {
    return meters.get("acquirer.webhooks").tag("payment", "none").counter().count();
  }

  @Test
  void thanksForNewsOfAPaymentItDoesNotKnow() throws Exception {
    var body = about("pi_unknown");

    assertThat(send(body, signature(body)).statusCode()).isEqualTo(200);
  }

  @Test
  void asksTheAcquirerWhenItIsTold() throws Exception {
    ACQUIRER.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "confirm"));
    placed(1299);
    eventually("Authorized");
    var body = about(intent());

    assertThat(send(body, signature(body)).statusCode()).isEqualTo(200);
    assertThat(state()).isEqualTo("Authorized");
  }

  private static String about(String intent) {
    return """
    {"id":"evt_1","object":"event","type":"payment_intent.succeeded",
     "data":{"object":{"id":"%s","object":"payment_intent"}}}
    """
        .formatted(intent);
  }

  private static String signature(String body) throws Exception {
    long time = System.currentTimeMillis() / 1000;
    return "t=%d,v1=%s"
        .formatted(time, Webhook.Util.computeHmacSha256(WEBHOOK_SECRET, time + "." + body));
  }

  private HttpResponse<String> send(String body, String signature)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/acquirer"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (signature != null) {
      request.header("Stripe-Signature", signature);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
