/** Tells the acquirer sandbox to misbehave. */
package dev.coalmine.lab.misbehaviour;
