package dev.coalmine.payment.domain;

/**
 * @param amount in minor units of the currency
 * @param currency ISO 4217
 */
public record Money(long amount, String currency) {}
