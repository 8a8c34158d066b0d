/** PostgreSQL, Kafka and Redis as processes or containers, for the launcher and for tests. */
package dev.coalmine.lab.servers;
