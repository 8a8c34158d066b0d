/** {@code ./coalmine bench limits}: what rate limits admit, beside what they allow. */
package dev.coalmine.lab.bench.limits;
