package dev.coalmine.platform.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives up all connections of a pool when their server refuses to write. After a fail-over the old
 * primary may live on as a standby, and a connection to it is alive and of no use; the next one is
 * made to whatever server the address leads to now. Hikari itself evicts only what is broken
 * (SQLSTATE class 08, 57P01 to 57P03).
 *
 * <p>A connection in use is closed when it is returned: closed at once, its transaction could not
 * be rolled back, and that failure would hide the server's own words.
 */
final class ReadOnlyEviction implements SQLExceptionOverride {

  /** read_only_sql_transaction (PostgreSQL, appendix A). */
  private static final String READ_ONLY = "25006";

  /** A server that stays read-only is not asked for a pool of new connections by each write. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final HikariDataSource pool;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  ReadOnlyEviction(HikariDataSource pool) {
    this.pool = pool;
  }

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    if (READ_ONLY.equals(e.getSQLState()) && isDue()) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return Override.CONTINUE_EVICT;
  }

  private boolean isDue() {
    long due = next.get();
    long now = System.nanoTime();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
  }
}
