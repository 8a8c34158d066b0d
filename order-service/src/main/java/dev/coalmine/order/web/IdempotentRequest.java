package dev.coalmine.order.web;

import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.orders.Customer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The sender and the idempotency key of a request.
 *
 * @param key checked to be a valid key
 */
record IdempotentRequest(Customer customer, String key) {

  /**
   * @throws dev.coalmine.platform.problem.Problem 400 when the key is missing or invalid
   */
  static IdempotentRequest of(Jwt token, @Nullable String key) {
    if (key == null || key.isEmpty()) {
      throw Problems.keyMissing();
    }
    try {
      Key.check(key);
    } catch (IllegalArgumentException e) {
      throw Problems.keyInvalid(e);
    }
    return new IdempotentRequest(
        new Customer(token.getSubject(), token.getClaimAsString("email")), key);
  }
}
