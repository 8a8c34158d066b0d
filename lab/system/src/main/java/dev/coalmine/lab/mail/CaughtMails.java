package dev.coalmine.lab.mail;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the mail catcher has, for others to count. */
public final class CaughtMails {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private CaughtMails() {}

  /**
   * How often each came, by the part of its Message-ID before the @.
   *
   * @param mails the catcher's folder, or where it tells of them over HTTP
   * @throws UserError when they cannot be read
   */
  public static Map<String, Integer> byMessageId(URI mails) {
    try {
      return mails.getScheme().equals("file") ? count(Mailbox.of(Path.of(mails))) : ask(mails);
    } catch (IOException | JacksonException e) {
      throw new UserError(
          "the caught mails cannot be read from %s: %s".formatted(mails, e.getMessage()), e);
    }
  }

  private static Map<String, Integer> ask(URI catcher) throws IOException {
    var answer = Http.get(catcher, LIMIT);
    if (!answer.isOk()) {
      throw new IOException("it answers %d".formatted(answer.status()));
    }
    return JSON.readValue(answer.body(), new TypeReference<>() {});
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
