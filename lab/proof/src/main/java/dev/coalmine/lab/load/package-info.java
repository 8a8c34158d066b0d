/** Orders at a rate, whether the system keeps up or not, each with its traces in the journal. */
package dev.coalmine.lab.load;
