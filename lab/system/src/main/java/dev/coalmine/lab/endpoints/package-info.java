/** Where a client finds the system, and an auditor its books. */
package dev.coalmine.lab.endpoints;
