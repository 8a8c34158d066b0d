/** A real shop's invoices as orders of this one. */
package dev.coalmine.lab.replay;
