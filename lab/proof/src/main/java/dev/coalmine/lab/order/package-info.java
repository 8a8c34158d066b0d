/** One order, as a person wants to see it. */
package dev.coalmine.lab.order;
