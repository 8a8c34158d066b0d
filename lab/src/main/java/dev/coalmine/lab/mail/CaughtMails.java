package dev.coalmine.lab.mail;

import dev.coalmine.lab.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the mail catcher has, for others to count. */
public final class CaughtMails {

  private CaughtMails() {}

  /**
   * How often each came, by the part of its Message-ID before the @.
   *
   * @throws Complaint when the folder cannot be read
   */
  public static Map<String, Integer> byMessageId(Path folder) {
    var mailbox = Mailbox.of(folder);
    var times = new HashMap<String, Integer>();
    try {
      for (var id : mailbox.newest(Integer.MAX_VALUE)) {
        var file = mailbox.read(id);
        if (file.isPresent()) {
          var messageId = CaughtMail.read(id, file.get()).messageId();
          times.merge(messageId.replaceAll("@.*", ""), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new Complaint("the caught mails cannot be read: " + e.getMessage(), e);
    }
    return times;
  }
}
