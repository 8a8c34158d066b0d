/** Executes commands inside a system that the launcher did not start: Compose or Kubernetes. */
package dev.coalmine.lab.target;
