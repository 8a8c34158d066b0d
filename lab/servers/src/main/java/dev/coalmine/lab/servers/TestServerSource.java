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

  /** A PostgreSQL of the tests. */
  interface Postgres {

    /** Makes what is missing of a database, the role that owns it, and a role that only reads. */
    Database createDatabase(String name, String role, String password);

    /** A connection as the owner of the cluster. */
    Connection connect(String database) throws SQLException;
  }
}
