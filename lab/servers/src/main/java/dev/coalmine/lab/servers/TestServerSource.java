package dev.coalmine.lab.servers;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the tests' servers come from. */
interface TestServerSource {

  Postgres postgres();

  /** Bootstrap servers. */
  String kafka();

  /** Port on the loopback interface. */
  int redis();

  interface Postgres {

    Database database(String name, String role, String password);

    /** A connection as the owner of the cluster. */
    Connection admin() throws SQLException;
  }
}
