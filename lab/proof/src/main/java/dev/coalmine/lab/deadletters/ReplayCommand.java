package dev.coalmine.lab.deadletters;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.system.RunningSystem;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./coalmine deadletters replay}. */
@Command(
    name = "replay",
    description = {
      "Sends one again, or all; what is parked behind it follows, in order.",
      "What fails again is a new dead letter."
    })
final class ReplayCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private Which which;

  private static final class Which {

    @Parameters(paramLabel = "ID", description = "As deadletters list shows it.")
    private String id;

    @Option(names = "--all", description = "All that deadletters list shows.")
    private boolean all;
  }

  @Override
  public Integer call() {
    var topics = new DeadLetterTopics(RunningSystem.find().kafka());
    if (which.all) {
      var letters = topics.open();
      letters.forEach(letter -> replay(topics, letter));
      System.out.printf("%d sent again%n", letters.size());
      return 0;
    }
    var letter = topics.find(which.id).orElseThrow(() -> unknown(which.id));
    if (topics.isReplayed(letter)) {
      System.out.println(letter.id() + " has been sent again before; nothing is done");
      return 0;
    }
    replay(topics, letter);
    return 0;
  }

  private static void replay(DeadLetterTopics topics, DeadLetter letter) {
    topics.replay(letter);
    System.out.printf("%s sent to %s again%n", letter.id(), letter.source());
  }

  static UserError unknown(String id) {
    return new UserError(
        "there is no dead letter %s; ./coalmine deadletters list shows them".formatted(id));
  }
}
