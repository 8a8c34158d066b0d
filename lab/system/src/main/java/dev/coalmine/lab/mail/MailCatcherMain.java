package dev.coalmine.lab.mail;

import dev.coalmine.lab.cli.ServerProgram;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The catcher as a process. */
@Command(
    name = "mail-catcher",
    description = "Keeps every mail it is sent, for a person to look at.",
    mixinStandardHelpOptions = true)
public final class MailCatcherMain extends ServerProgram {

  @Option(
      names = "--port",
      defaultValue = "18088",
      description = "SMTP, 0 = any (${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--data", required = true, description = "the folder of the messages")
  private Path data;

  @Option(
      names = "--health-port",
      defaultValue = "0",
      description = "GET /health, GET /caught; 0 = none")
  private int healthPort;

  private MailCatcherMain() {
    super("mail catcher");
  }

  public static void main(String[] arguments) {
    // the SMTP library logs each step of each session
    System.setProperty("logback.configurationFile", "dev/coalmine/lab/mail/logback.xml");
    run(new MailCatcherMain(), arguments);
  }

  @Override
  protected Started start() throws IOException {
    var running = MailCatcher.start(new MailCatcher.Settings(bind, port, data, healthPort));
    return new Started(running, "smtp://127.0.0.1:" + running.port());
  }

  @Override
  protected String reason(Exception e) {
    return e instanceof BindException
        ? "port %d is in use; choose another with --port".formatted(port)
        : "%s cannot be written (%s)".formatted(data, e);
  }
}
