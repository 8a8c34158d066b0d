package dev.coalmine.lab.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.servers.Ports;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class MailCatcherIntegrationTests {

  @TempDir Path data;

  private MailCatcher catcher;

  @BeforeEach
  void start() throws Exception {
    catcher = MailCatcher.start(new MailCatcher.Settings(0, data, 0));
  }

  @AfterEach
  void stop() {
    catcher.close();
  }

  @Test
  void tellsWhoIsElsewhereTheSameAsItsFolder() throws Exception {
    send("ann@example.test", "Your order – confirmed", "first");
    int health = Ports.free();
    try (var _ = MailCatcher.start(new MailCatcher.Settings(0, data, health))) {
      var there = URI.create("http://127.0.0.1:%d/caught".formatted(health));

      assertThat(CaughtMails.byMessageId(there))
          .hasSize(1)
          .isEqualTo(CaughtMails.byMessageId(data.toUri()));
    }
  }

  @Test
  void listsWhatWasSentNewestFirst() throws Exception {
    send("ann@example.test", "Your order – confirmed", "first");
    send("bob@example.test", "Your order – refunded", "second");

    var lines = mail("--json").lines().toList();

    assertThat(lines).hasSize(2);
    var newest = JsonMapper.builder().build().readTree(lines.getFirst());
    assertThat(newest.path("to").path(0).asString()).isEqualTo("bob@example.test");
    assertThat(newest.path("subject").asString()).isEqualTo("Your order – refunded");
    assertThat(newest.path("messageId").asString()).contains("@");
    assertThat(mail("-n", "1")).contains("refunded").doesNotContain("confirmed");
    assertThat(mail("--to", "ANN@example.test")).contains("confirmed").doesNotContain("refunded");
  }

  @Test
  void showsAMessageAsAPersonReadsIt() throws Exception {
    send("ann@example.test", "Grüße", "Ihre Bestellung für 12,99 €");

    var shown = mail("show", id());

    assertThat(shown).contains("To:         ann@example.test", "Grüße", "für 12,99 €");
    assertThat(mail("show", "--raw", id())).contains("Return-Path: <shop@example.test>");
  }

  @Test
  void letsNoMessageMoveTheCursor() throws Exception {
    send("ann@example.test", "red", "\u001b[31malarm");
    assertThat(mail("show", id())).contains("[31malarm").doesNotContain("\u001b");
  }

  @Test
  void keepsItsMailOverARestartAndClearsAwayWhatACrashLeft() throws Exception {
    send("ann@example.test", "kept", "text");
    stop();
    Files.writeString(data.resolve("abc.part"), "half a mes");

    start();

    assertThat(mail()).contains("kept");
    assertThat(data.resolve("abc.part")).doesNotExist();
  }

  @Test
  void keepsEachOfManyThatComeAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sendings =
          IntStream.range(0, 50)
              .<Callable<Object>>mapToObj(
                  i ->
                      () -> {
                        send("ann@example.test", "number " + i, "text");
                        return i;
                      })
              .toList();
      for (var sent : threads.invokeAll(sendings)) {
        sent.get();
      }
    }
    assertThat(mail("-n", "100").lines().distinct()).hasSize(50);
  }

  @Test
  void refusesWhatIsTooLargeAndKeepsNothingOfIt() {
    var large = "x".repeat(70).concat("\r\n").repeat(Mailbox.LARGEST / 70);
    assertThatThrownBy(() -> send("ann@example.test", "large", large))
        .isInstanceOf(MessagingException.class);
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void saysWhenThereIsNone() {
    assertThat(mail()).contains("no mail yet");
    assertThat(mail("show", "../../etc/passwd")).contains("there is no mail");
  }

  @Test
  void doesNotShareItsPort() {
    var same = new MailCatcher.Settings(catcher.port(), data, 0);
    assertThatThrownBy(() -> MailCatcher.start(same)).isInstanceOf(BindException.class);
  }

  private String id() {
    return mail().substring(0, mail().indexOf(' '));
  }

  private String mail(String... arguments) {
    var out = new StringWriter();
    var command =
        new CommandLine(new MailCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true));
    var all = new String[arguments.length + 2];
    all[0] = "--folder";
    all[1] = data.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    command.execute(all);
    return out.toString();
  }

  private void send(String to, String subject, String text) throws MessagingException {
    var settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put("mail.smtp.port", String.valueOf(catcher.port()));
    var message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("shop@example.test"));
    message.setRecipient(RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    message.setText(text, "UTF-8");
    Transport.send(message);
  }
}
