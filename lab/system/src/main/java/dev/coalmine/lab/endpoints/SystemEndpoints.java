package dev.coalmine.lab.endpoints;

import dev.coalmine.lab.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The addresses of a running system and of its books, and the keys to them. */
public interface SystemEndpoints {

  /** Base addresses, one per replica. */
  List<URI> gateways();

  URI issuer();

  /** Bootstrap servers. */
  String kafka();

  /**
   * @param name orders, payments or notifications
   */
  Database database(String name);

  URI acquirer();

  /** The key by which the acquirer knows the system. */
  String acquirerKey();

  /** The caught mails: a folder, or the address where the mail catcher lists them. */
  URI mails();

  /** The folder of the clients' journals. */
  Path journalDirectory();
}
