/** What the launcher has started on this machine, as every other command reads it. */
package dev.coalmine.lab.system;
