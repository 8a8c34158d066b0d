/** The folder that outlasts a command, and what prevents a system from running in it. */
package dev.coalmine.lab.home;
