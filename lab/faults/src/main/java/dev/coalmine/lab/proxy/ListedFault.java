package dev.coalmine.lab.proxy;

/**
 * A fault in force, as the control API shows it.
 *
 * @param remainingMillis until it ends by itself
 */
public record ListedFault(String id, long remainingMillis, FaultForm fault) {}
