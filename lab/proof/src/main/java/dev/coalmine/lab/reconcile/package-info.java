/**
 * An audit: the invariants of the design, each counted from sources that do not know each other.
 */
package dev.coalmine.lab.reconcile;
