/** Programs that are measured: each on one core, with the CPU time it has used. */
package dev.coalmine.lab.bench.process;
