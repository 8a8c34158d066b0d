package dev.coalmine.order.web;

import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.orders.Customer;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who asks, and under which idempotency key. */
record Caller(Customer customer, String key) {

  static Caller of(Jwt token, String key) {
    if (key == null || key.isEmpty()) {
      throw Problems.keyMissing();
    }
    try {
      Key.check(key);
    } catch (IllegalArgumentException e) {
      throw Problems.keyInvalid(e);
    }
    return new Caller(new Customer(token.getSubject(), token.getClaimAsString("email")), key);
  }
}
