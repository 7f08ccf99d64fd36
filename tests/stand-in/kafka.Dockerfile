# What stands in for apache/kafka in tests where it cannot be pulled: the same Kafka, from the archives that Maven has, set up
# by the class that the official image sets it up with. tests/support/kafka-image.ts makes the context.
ARG BUN_IMAGE=oven/bun:1.4.4
FROM ${BUN_IMAGE}
USER root
RUN mkdir -p /usr/share/man/man1 && apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null && rm -rf /var/lib/apt/lists/*
COPY lib /opt/kafka/libs
COPY run /etc/kafka/docker/run
RUN mkdir -p /opt/kafka/config /var/lib/kafka/data /mnt/shared/config \
 && touch /etc/kafka/docker/server.properties /etc/kafka/docker/log4j.properties /etc/kafka/docker/tools-log4j.properties \
 && chown 1000:1000 /opt/kafka/config /var/lib/kafka/data && chmod 755 /etc/kafka/docker/run
# The official image's.
USER 1000
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]
