/** What every command shares: errors for the person at the keyboard, times, interruption. */
package dev.coalmine.lab.cli;
