package dev.coalmine.platform.outbox;

import dev.coalmine.lab.servers.Database;
import dev.coalmine.lab.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The starter's migrations have numbers below its services', and come after some of them. */
class NextMigrationIntegrationTests {

  private static final String THIS = "classpath:db/platform,classpath:db/test";
  private static final String NEXT = THIS + ",classpath:db/next";

  private final Database database = TestServers.freshDatabase("migrations");

  /** The version before: an old pod that is restarted while the new ones come, or a rollback. */
  @Test
  void reachADatabaseInUseAndLetTheVersionBeforeStart() {
    start(THIS);
    start(NEXT);
    start(THIS);
  }

  private void start(String migrations) {
    new SpringApplicationBuilder(Migrated.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--spring.flyway.locations=" + migrations)
        .close();
  }

  @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Migrated {}
}
