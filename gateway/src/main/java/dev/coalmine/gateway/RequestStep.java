package dev.coalmine.gateway;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

/**
 * A filter that has nothing to wait for and nothing to wrap: it notes something about a request, or
 * refuses the request. Such filters are plain calls one after the other, which cost nothing but
 * their work; an operator of Reactor for each of them costs more than what most of them do.
 */
public interface RequestStep extends Ordered {

  /**
   * @throws dev.coalmine.gateway.problem.Problem when the request is refused
   */
  void apply(ServerWebExchange exchange);
}
