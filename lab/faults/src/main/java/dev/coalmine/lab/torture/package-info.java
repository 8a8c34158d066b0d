/** Everything fails while orders flow, one thing after another or as chance has it. */
package dev.coalmine.lab.torture;
