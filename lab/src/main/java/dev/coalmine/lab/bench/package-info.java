/** Figures as ratios within one run: machines are noisy, and shared. */
package dev.coalmine.lab.bench;
