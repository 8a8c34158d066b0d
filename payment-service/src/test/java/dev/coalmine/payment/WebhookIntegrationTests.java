package dev.coalmine.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class WebhookIntegrationTests extends PaymentServiceTest {

  @LocalServerPort int port;

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

  @Test
  void refusesWhatIsSignedButIsAboutNothing() throws Exception {
    assertThat(send("{}", signature("{}")).statusCode()).isEqualTo(400);
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
