/**
 * Where the system is that a command is about: on this laptop, in a cluster, or in Docker Compose.
 */
package dev.coalmine.lab.place;
