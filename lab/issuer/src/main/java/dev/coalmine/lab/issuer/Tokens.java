package dev.coalmine.lab.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens from an issuer that runs. */
public final class Tokens {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private final URI issuer;

  /** The issuer did not answer, or not in time; asking again may help. */
  public static final class NoAnswer extends IOException {

    NoAnswer(URI issuer, IOException cause) {
      super("the token issuer does not answer on %s (%s)".formatted(issuer, cause), cause);
    }
  }

  public Tokens(URI issuer) {
    this.issuer = issuer;
  }

  /**
   * @throws NoAnswer when there is none within 5 s
   * @throws IOException with a sentence for a person, when the answer is a refusal or no token
   */
  public String fetch(TokenRequest wanted) throws IOException {
    var answer = send(wanted);
    var token = answer.path("access_token").asString("");
    if (token.isEmpty()) {
      throw new IOException(
          "the issuer refuses: " + answer.path("error_description").asString("no reason given"));
    }
    return token;
  }

  private JsonNode send(TokenRequest wanted) throws IOException {
    try {
      var answer = Http.send("POST", issuer.resolve("/token"), TIME_LIMIT, form(wanted), Http.FORM);
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException("what answers on %s is no token issuer".formatted(issuer), e);
    } catch (IOException e) {
      throw new NoAnswer(issuer, e);
    }
  }

  private static String form(TokenRequest wanted) {
    return "sub=%s&scope=%s&email=%s&ttl=%d&client_id=%s"
        .formatted(
            encoded(wanted.customer()),
            encoded(wanted.scope()),
            encoded(wanted.email()),
            wanted.ttlSeconds(),
            encoded(wanted.client()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
