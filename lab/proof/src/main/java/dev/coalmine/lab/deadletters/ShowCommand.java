package dev.coalmine.lab.deadletters;

import dev.coalmine.lab.system.RunningSystem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./coalmine deadletters show}. */
@Command(name = "show", description = "Everything about one.")
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "As deadletters list shows it.")
  private String id;

  @Override
  public Integer call() {
    var topics = new DeadLetterTopics(RunningSystem.find().kafka());
    var letter = topics.find(id).orElseThrow(() -> ReplayCommand.unknown(id));
    System.out.println("key: " + letter.key());
    letter.headers().forEach((name, value) -> System.out.println(name + ": " + value));
    System.out.println();
    System.out.println(letter.body());
    if (topics.isReplayed(letter)) {
      System.out.println();
      System.out.println("it has been sent again");
    }
    return 0;
  }
}
