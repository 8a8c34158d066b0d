/** What the services have published, and publishing it again. */
package dev.coalmine.lab.events;
