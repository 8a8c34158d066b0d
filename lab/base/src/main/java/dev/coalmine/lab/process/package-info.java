/** The processes of this machine. */
package dev.coalmine.lab.process;
