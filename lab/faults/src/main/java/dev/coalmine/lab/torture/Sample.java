package dev.coalmine.lab.torture;

/**
 * A second of it.
 *
 * @param second since the start
 * @param offered orders
 * @param accepted orders
 * @param p50 milliseconds, of what was answered in this second; 0 when nothing was
 * @param p99 the same
 */
record Sample(int second, long offered, long accepted, double p50, double p99) {}
