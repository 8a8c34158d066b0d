package dev.coalmine.lab.place;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.launch.SystemState;
import dev.coalmine.lab.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where a client finds the system, and an auditor its books. */
public interface Whereabouts {

  /**
   * What the environment says, in a container; else what the launcher has started.
   *
   * @throws NothingRuns when neither is there
   */
  static Whereabouts find() {
    var environment = new Environment(System.getenv(), Home.find());
    return environment.isGiven() ? environment : SystemState.load();
  }

  List<URI> gateways();

  URI issuer();

  /** Bootstrap servers. */
  String kafka();

  /**
   * @param name orders, payments or notifications
   */
  Database database(String name);

  URI acquirer();

  /** What the acquirer knows us by. */
  String acquirerKey();

  /** The caught mails: a folder, or where the catcher tells of them. */
  URI mails();

  /** Where clients keep their journals. */
  Path journalDirectory();
}
