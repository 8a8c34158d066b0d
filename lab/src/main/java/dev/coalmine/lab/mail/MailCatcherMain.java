package dev.coalmine.lab.mail;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The catcher as a process. */
@Command(
    name = "mail-catcher",
    description = "Keeps every mail it is sent, for a person to look at.",
    mixinStandardHelpOptions = true)
public final class MailCatcherMain implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "18088",
      description = "SMTP, 0 = any (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "to listen on; the loopback interface if not given")
  private InetAddress bind = InetAddress.getLoopbackAddress();

  @Option(names = "--data", required = true, description = "the folder of the messages")
  private Path data;

  @Option(
      names = "--health-port",
      defaultValue = "0",
      description = "GET /health, GET /caught; 0 = none")
  private int healthPort;

  private MailCatcherMain() {}

  public static void main(String[] arguments) {
    // the SMTP library logs each step of each session
    System.setProperty("logback.configurationFile", "dev/coalmine/lab/mail/logback.xml");
    int exit = new CommandLine(new MailCatcherMain()).execute(arguments);
    if (exit != 0) {
      System.exit(exit); // otherwise it serves, until it is told to stop
    }
  }

  @Override
  public Integer call() {
    try {
      var running = MailCatcher.start(new MailCatcher.Settings(bind, port, data, healthPort));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      System.out.println("ready on smtp://127.0.0.1:" + running.port());
      return 0;
    } catch (BindException e) {
      return failed("port %d is in use; choose another with --port".formatted(port));
    } catch (IOException e) {
      return failed("%s cannot be written (%s)".formatted(data, e));
    }
  }

  private static int failed(String sentence) {
    System.err.println("The mail catcher cannot start: " + sentence);
    return 1;
  }
}
