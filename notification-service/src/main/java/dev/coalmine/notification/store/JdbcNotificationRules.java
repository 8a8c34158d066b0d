package dev.coalmine.notification.store;

import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.NotificationRule;
import dev.coalmine.notification.domain.NotificationRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcNotificationRules implements NotificationRules {

  private final JdbcClient jdbc;

  JdbcNotificationRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<NotificationRule> of(String eventType) {
    return jdbc.sql("select " + COLUMNS + " from notification_rule where event_type = ?")
        .params(eventType)
        .query((row, _) -> rule(row))
        .list();
  }

  @Override
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
