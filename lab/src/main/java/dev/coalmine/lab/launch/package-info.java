/** Starts, supervises and stops the system on this machine. */
package dev.coalmine.lab.launch;
