# What surrounds the services where they do not run on a laptop: acquirer sandbox, mail catcher, token issuer, and the
# commands of ./coalmine that have to run near the system. From the project's root, with lab built:
#   docker build -f lab/images/lab.Dockerfile -t coalmine/lab:dev .
# The program is the first argument: acquirer, mail, issuer or proxy, or a main class; anything else is a command of ./coalmine.
# Runs as uid 10001 with a read-only root; /tmp and /data must be writable.

ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="coalmine/lab" \
      org.opencontainers.image.description="Coalmine's lab: acquirer sandbox, mail catcher, token issuer, load and audit" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="eclipse-temurin:25-jre"

ENV MALLOC_ARENA_MAX=2 COALMINE_HOME=/data
COPY lab/images/jvm.options lab/images/healthy lab/images/lab-entrypoint /opt/coalmine/
WORKDIR /app
COPY lab/target/lib/ lib/
COPY lab/target/lab.jar ./

# trained with the command that the laptop's cache is trained with
RUN java @/opt/coalmine/jvm.options -Xmx64m -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=/app/lab.aot -cp /app/lab.jar dev.coalmine.lab.Coalmine rehearse \
 && test -s lab.aot && chmod 0444 lab.aot && rm -rf /tmp/* && mkdir -p /data && chown -R 10001:10001 /data

USER 10001:10001
VOLUME /data
ENTRYPOINT ["/opt/coalmine/lab-entrypoint"]
CMD ["--help"]
