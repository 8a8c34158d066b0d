package dev.coalmine.lab.deadletters;

import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.RunningSystem;
import java.sql.Connection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine deadletters list}. */
@Command(name = "list", description = "Those that have not been sent again.")
final class ListCommand implements Callable<Integer> {

  private static final String PARKED =
      "select topic || ' ' || key, count(*) from parked_event group by 1";

  @Option(names = "--json", description = "As JSON.")
  private boolean asJson;

  @Override
  public Integer call() {
    var system = RunningSystem.find();
    var letters = new DeadLetterTopics(system.kafka()).open();
    var parked = parked(system);
    if (asJson) {
      var json = letters.stream().map(it -> json(it, parked)).toList();
      System.out.println(JsonMapper.shared().writeValueAsString(json));
    } else if (letters.isEmpty()) {
      System.out.println("no dead letters");
    } else {
      letters.forEach(it -> print(it, parked));
    }
    return 0;
  }

  private static void print(DeadLetter letter, Map<String, Long> parked) {
    System.out.printf(
        "%s  %s  %s %s, %d parked behind it%n    %s%n",
        letter.id(),
        letter.header("dlt_time"),
        letter.header("ce_type"),
        letter.key(),
        behind(letter, parked),
        letter.failure());
  }

  private static Map<String, Object> json(DeadLetter letter, Map<String, Long> parked) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", letter.id());
    json.put("time", letter.header("dlt_time"));
    json.put("consumer", letter.consumer());
    json.put("topic", letter.source());
    json.put("type", letter.header("ce_type"));
    json.put("key", letter.key());
    json.put("failure", letter.failure());
    json.put("parked", behind(letter, parked));
    return json;
  }

  private static long behind(DeadLetter letter, Map<String, Long> parked) {
    return parked.getOrDefault(
        "%s %s %s".formatted(letter.consumer(), letter.source(), letter.key()), 0L);
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
}
