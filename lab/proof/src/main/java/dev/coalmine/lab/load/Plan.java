package dev.coalmine.lab.load;

import java.time.Duration;

/**
 * What to offer; {@link PlanOptions} keeps the ranges.
 *
 * @param rate orders per second, 0.1 to 10,000; gaps are exponential (a Poisson process)
 * @param time 1 s to 24 h
 * @param customers 1 to 10,000
 * @param products 1 to 999; one is a hot product
 * @param lines the most per order, 1 to 100
 * @param cancellations per cent of accepted orders that are cancelled again, 0 to 100
 * @param seed of everything that is left to chance
 */
public record Plan(
    double rate,
    Duration time,
    int customers,
    int products,
    int lines,
    int cancellations,
    long seed) {}
