/** Faults for a while: of the links between the parts, and of their processes. */
package dev.coalmine.lab.fault;
