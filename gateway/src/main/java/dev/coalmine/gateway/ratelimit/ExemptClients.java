package dev.coalmine.gateway.ratelimit;

import java.util.Set;
import org.springframework.web.server.ServerWebExchange;

/** Which clients no limit applies to. */
interface ExemptClients {

  /** Client ids of the policy that the exchange began with. */
  Set<String> of(ServerWebExchange exchange);
}
