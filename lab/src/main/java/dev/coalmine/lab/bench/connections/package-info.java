/** Clients that keep the gateway waiting, and what another client sees of them. */
package dev.coalmine.lab.bench.connections;
