package dev.coalmine.lab.deadletters;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.RunningSystem;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine deadletters}. */
@Command(
    name = "deadletters",
    description = {
      "Records that a consumer could not make anything of, and what is parked behind them.",
      "Later events of the same aggregate wait; those of others do not."
    })
public final class DeadLettersCommand {

  private static final String PARKED =
      "select topic || ' ' || key, count(*) from parked_event group by 1";

  /** A dead letter as {@code list} shows it. */
  private record Row(
      String id,
      String time,
      String consumer,
      String topic,
      String type,
      String key,
      String failure,
      long parked) {

    static Row of(DeadLetter letter, Map<String, Long> parked) {
      var behind = "%s %s %s".formatted(letter.consumer(), letter.source(), letter.key());
      return new Row(
          letter.id(),
          letter.header("dlt_time"),
          letter.consumer(),
          letter.source(),
          letter.header("ce_type"),
          letter.key(),
          letter.failure(),
          parked.getOrDefault(behind, 0L));
    }

    void print() {
      System.out.printf(
          "%s  %s  %s %s, %d parked behind it%n    %s%n", id, time, type, key, parked, failure);
    }
  }

  @Command(description = "Those that have not been sent again.")
  int list(@Option(names = "--json", description = "As JSON.") boolean asJson) {
    var system = RunningSystem.find();
    var letters = new DeadLetterTopics(system.kafka()).open();
    var parked = parked(system);
    var rows = letters.stream().map(it -> Row.of(it, parked)).toList();
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(rows));
    } else if (rows.isEmpty()) {
      System.out.println("no dead letters");
    } else {
      rows.forEach(Row::print);
    }
    return 0;
  }

  /** How many, by consumer, topic and key. */
  private static Map<String, Long> parked(SystemEndpoints system) {
    var parked = new HashMap<String, Long>();
    try (var stores = Stores.open(system)) {
      add(parked, "order-service", stores.orders());
      add(parked, "payment-service", stores.payments());
      add(parked, "notification-service", stores.notifications());
    }
    return parked;
  }

  private static void add(Map<String, Long> parked, String consumer, Connection database) {
    Stores.map(database, PARKED, row -> row.getString(1), row -> row.getLong(2))
        .forEach((key, count) -> parked.put(consumer + " " + key, count));
  }

  @Command(description = "Everything about one.")
  int show(
      @Parameters(paramLabel = "ID", description = "As deadletters list shows it.") String id) {
    var topics = new DeadLetterTopics(RunningSystem.find().kafka());
    var letter = find(topics, id);
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

  private static final class Which {

    @Parameters(paramLabel = "ID", description = "As deadletters list shows it.")
    private String id;

    @Option(names = "--all", description = "All that deadletters list shows.")
    private boolean all;
  }

  @Command(
      description = {
        "Sends one again, or all; what is parked behind it follows, in order.",
        "What fails again is a new dead letter."
      })
  int replay(@ArgGroup(multiplicity = "1") Which which) {
    var topics = new DeadLetterTopics(RunningSystem.find().kafka());
    if (which.all) {
      var letters = topics.open();
      letters.forEach(letter -> replay(topics, letter));
      System.out.printf("%d sent again%n", letters.size());
      return 0;
    }
    var letter = find(topics, which.id);
    if (topics.isReplayed(letter)) {
      System.out.println(letter.id() + " has been sent again before; nothing is done");
    } else {
      replay(topics, letter);
    }
    return 0;
  }

  private static void replay(DeadLetterTopics topics, DeadLetter letter) {
    topics.replay(letter);
    System.out.printf("%s sent to %s again%n", letter.id(), letter.source());
  }

  private static DeadLetter find(DeadLetterTopics topics, String id) {
    return topics
        .find(id)
        .orElseThrow(
            () ->
                new UserError(
                    "there is no dead letter %s; ./coalmine deadletters list shows them"
                        .formatted(id)));
  }
}
