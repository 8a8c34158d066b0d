package dev.coalmine.lab.fault;

import java.time.Instant;

/**
 * A process that stands, as it is recorded on the disk.
 *
 * @param guard the process that will let it go on
 */
record Freeze(String id, String part, Individual victim, Individual guard, Instant end) {}
