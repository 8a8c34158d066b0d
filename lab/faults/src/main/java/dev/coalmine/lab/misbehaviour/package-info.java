/** Faults of the acquirer sandbox, on the command line. */
package dev.coalmine.lab.misbehaviour;
