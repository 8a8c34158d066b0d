/** What the client asked for and was told, on the disk: the witness against the system. */
package dev.coalmine.lab.journal;
