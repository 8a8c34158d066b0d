package dev.coalmine.platform.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes a connection whose server refuses to write. After a fail-over the old primary may live on
 * as a standby, and a connection to it is alive and of no use; the next one is made to whatever
 * server the address leads to now. Hikari itself evicts only what is broken (SQLSTATE class 08,
 * 57P01 to 57P03).
 */
public final class ReadOnlyEviction implements SQLExceptionOverride {

  /** read_only_sql_transaction (PostgreSQL, appendix A). */
  private static final String READ_ONLY = "25006";

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return READ_ONLY.equals(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
