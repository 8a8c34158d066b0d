package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.NotificationRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class NotificationRules {

  private final JdbcClient jdbc;

  NotificationRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<NotificationRule> of(String eventType) {
    return jdbc.sql("select " + COLUMNS + " from notification_rule where event_type = ?")
        .params(eventType)
        .query((row, _) -> rule(row))
        .list();
  }

  public List<NotificationRule> all() {
    return jdbc.sql("select " + COLUMNS + " from notification_rule order by event_type, channel")
        .query((row, _) -> rule(row))
        .list();
  }

  private static final String COLUMNS = "event_type, channel, template";

  private static NotificationRule rule(ResultSet row) throws SQLException {
    return new NotificationRule(
        row.getString("event_type"),
        Channel.of(row.getString("channel")),
        row.getString("template"));
  }
}
