package dev.coalmine.lab.mail;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Printable;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code mail}: what the services sent, newest first. */
@Command(
    name = "mail",
    description = "List the mail that was caught, newest first.",
    subcommands = MailShowCommand.class)
public final class MailCommand implements Callable<Integer> {

  /** So that a search for one address ends. */
  private static final int MOST_READ = 20_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Option(names = "--json", description = "one JSON object per line")
  private boolean json;

  @Option(names = "-n", defaultValue = "20", description = "how many at most (${DEFAULT-VALUE})")
  @Bounds(least = "1", most = "1000000")
  private int most;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "only what was sent to it")
  private String to;

  @Option(names = "--folder", hidden = true, description = "of a mailbox of another system")
  private Path folder;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (to != null && to.isBlank()) {
      throw new UsageError("--to is an address such as ann@example.test; leave it out for all");
    }
    var line = command.commandLine();
    try {
      print(line, find(mailbox()));
      return 0;
    } catch (IOException e) {
      line.getErr().println("The mail cannot be read: " + e.getMessage());
      return 1;
    }
  }

  Mailbox mailbox() {
    return Mailbox.of(folder == null ? SystemState.load().mailDirectory() : folder);
  }

  private List<CaughtMail> find(Mailbox mailbox) throws IOException {
    var found = new ArrayList<CaughtMail>();
    for (var id : mailbox.newest(to == null ? Math.min(most, MOST_READ) : MOST_READ)) {
      var file = mailbox.read(id);
      if (file.isPresent()) {
        var mail = CaughtMail.read(id, file.get());
        if (to == null || mail.isTo(to)) {
          found.add(mail);
        }
      }
      if (found.size() >= most) {
        break;
      }
    }
    return found;
  }

  private void print(CommandLine line, List<CaughtMail> mails) {
    var out = line.getOut();
    if (json) {
      var mapper = JsonMapper.shared();
      mails.forEach(mail -> out.println(mapper.writeValueAsString(mail)));
      return;
    }
    if (mails.isEmpty()) {
      out.println(to == null ? "no mail yet" : "no mail to %s yet".formatted(to));
      return;
    }
    for (var mail : mails) {
      out.printf(
          "%s  %s  %-28s  %s  <%s>%n",
          mail.id(),
          TIME.format(mail.time()),
          Printable.text(String.join(",", mail.to())),
          Printable.text(mail.subject()),
          Printable.text(mail.messageId()));
    }
  }
}
