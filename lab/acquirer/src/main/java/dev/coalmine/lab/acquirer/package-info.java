/** A card acquirer with a part of Stripe's API, whose faults can be switched on. */
package dev.coalmine.lab.acquirer;
