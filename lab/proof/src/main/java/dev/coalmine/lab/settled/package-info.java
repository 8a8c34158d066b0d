/** Whether everything has come to its end, and whether that is what clients were promised. */
package dev.coalmine.lab.settled;
