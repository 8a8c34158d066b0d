package dev.coalmine.lab.servers;

/** Where the tests' servers come from. */
interface TestServerSource {

  Postgres postgres();

  /** Bootstrap servers. */
  String kafka();

  /** Port on the loopback interface. */
  int redis();

  interface Postgres {

    Database database(String name, String role, String password);
  }
}
