package dev.coalmine.lab.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The official images, as a cluster would run them. */
final class ContainerTestServers implements TestServerSource {

  private static final int REDIS_PORT = 6379;

  ContainerTestServers() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new ServerFailure("containers were asked for, but no Docker engine answers");
    }
  }

  @Override
  public Postgres postgres() {
    var container = new PostgreSQLContainer("postgres:18");
    container.start();
    var address =
        "jdbc:postgresql://%s:%d/"
            .formatted(
                container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
    return new Postgres() {

      @Override
      public Database createDatabase(String name, String role, String password) {
        return Databases.create(this::connect, address + name, name, role, password);
      }

      @Override
      public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
            address + database, container.getUsername(), container.getPassword());
      }
    };
  }

  @Override
  public String kafka() {
    var container = new KafkaContainer("apache/kafka:4.2.1");
    container.start();
    return container.getBootstrapServers();
  }

  @Override
  public int redis() {
    var container =
        new GenericContainer<>(DockerImageName.parse("redis:8")).withExposedPorts(REDIS_PORT);
    container.start();
    return container.getMappedPort(REDIS_PORT);
  }
}
