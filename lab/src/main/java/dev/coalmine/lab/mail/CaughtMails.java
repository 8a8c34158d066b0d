package dev.coalmine.lab.mail;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the mail catcher has, for others to count. */
public final class CaughtMails {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private CaughtMails() {}

  /**
   * How often each came, by the part of its Message-ID before the @.
   *
   * @param mails the catcher's folder, or where it tells of them over HTTP
   * @throws UserError when they cannot be read
   */
  public static Map<String, Integer> byMessageId(URI mails) throws InterruptedException {
    try {
      return mails.getScheme().equals("file") ? count(Mailbox.of(Path.of(mails))) : ask(mails);
    } catch (IOException | JacksonException e) {
      throw new UserError(
          "the caught mails cannot be read from %s: %s".formatted(mails, e.getMessage()), e);
    }
  }

  private static Map<String, Integer> ask(URI catcher) throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var request = HttpRequest.newBuilder(catcher).timeout(LIMIT).build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("it answers %d".formatted(answer.statusCode()));
      }
      return JSON.readValue(answer.body(), new TypeReference<>() {});
    }
  }

  static Map<String, Integer> count(Mailbox mailbox) throws IOException {
    var times = new HashMap<String, Integer>();
    for (var id : mailbox.newest(Integer.MAX_VALUE)) {
      var file = mailbox.read(id);
      if (file.isPresent()) {
        var messageId = CaughtMail.read(id, file.get()).messageId();
        times.merge(messageId.replaceAll("@.*", ""), 1, Integer::sum);
      }
    }
    return times;
  }
}
