/** A token for the running system, on the command line. */
package dev.coalmine.lab.token;
