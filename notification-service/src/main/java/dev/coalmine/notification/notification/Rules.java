package dev.coalmine.notification.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class Rules {

  private final JdbcClient jdbc;

  Rules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Rule> of(String eventType) {
    return jdbc.sql("select " + COLUMNS + " from notification_rule where event_type = ?")
        .params(eventType)
        .query((row, _) -> rule(row))
        .list();
  }

  public List<Rule> all() {
    return jdbc.sql("select " + COLUMNS + " from notification_rule order by event_type, channel")
        .query((row, _) -> rule(row))
        .list();
  }

  private static final String COLUMNS = "event_type, channel, template";

  private static Rule rule(ResultSet row) throws SQLException {
    return new Rule(
        row.getString("event_type"),
        Channel.of(row.getString("channel")),
        row.getString("template"));
  }
}
