package dev.coalmine.gateway.problem;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.NotYetConnectedException;
import reactor.netty.channel.AbortedException;

/** How an attempt at an instance failed. */
public enum Failure {
  /** No connection came about, so nothing was done. */
  UNREACHABLE,
  /** The connection ended before an answer; whether something was done is unknown. */
  BROKEN_OFF,
  OTHER;

  private static final int DEEPEST_CAUSE = 4;

  public static Failure of(Throwable failure) {
    var cause = failure;
    for (int i = 0; i < DEEPEST_CAUSE && cause != null; i++, cause = cause.getCause()) {
      switch (cause) {
        case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> {
          return UNREACHABLE;
        }
        case NotYetConnectedException _ -> { // Netty's, when a connection ends while it is made
          return UNREACHABLE;
        }
        case AbortedException _, IOException _ -> {
          return BROKEN_OFF;
        }
        default -> {}
      }
    }
    return OTHER;
  }
}
