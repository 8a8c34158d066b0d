/** The registry of instances. */
package dev.coalmine.discovery;
