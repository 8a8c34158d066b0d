/** Kills services while orders flow, and counts what became of the orders. */
package dev.coalmine.lab.crash;
