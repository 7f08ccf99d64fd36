# One binary, one named target per container, with the same layers; only the command differs. The caretaker has a binary
# of its own: it stands beside the database, which must not be restarted for what it does not run.
#
#   docker build --target web -t forecourt/web .      (etl, exporter, calculator, statistics, ledger,
#                                                            simulator, caretaker likewise)
#
# Base images are build arguments: BUN_IMAGE builds, RUNTIME_IMAGE lends its C library and certificates to an image that
# has nothing else in it, no shell and no package manager. `bun run images:pin` writes their current digests here.
# A build behind a proxy that signs certificates itself: --secret id=ca,src=FILE.
ARG BUN_IMAGE=oven/bun:1.4.4
ARG RUNTIME_IMAGE=debian:12-slim

FROM ${BUN_IMAGE} AS build
# What the binary is made of is in these stages: without this the bill of materials would list next to nothing.
ARG BUILDKIT_SBOM_SCAN_STAGE=true
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
COPY deploy/patches deploy/patches
RUN --mount=type=secret,id=ca,target=/run/secrets/ca.pem \
    NODE_EXTRA_CA_CERTS=/run/secrets/ca.pem bun install --frozen-lockfile --production --ignore-scripts
COPY tsconfig.json ./
COPY src src
COPY sidecars sidecars
COPY docs/model-report.json docs/
# Not --minify: its identifier pass breaks Elysia's code analysis, and every guarded route then answers 500.
RUN bun build --compile --minify-whitespace --minify-syntax --sourcemap=none \
    --outfile /out/forecourt src/main.ts src/reports/press/worker.ts src/snapshots/rebuild-worker.ts

FROM build AS build-caretaker
RUN bun build --compile --minify-whitespace --minify-syntax --sourcemap=none \
    --outfile /out/caretaker sidecars/caretaker/main.ts

FROM ${RUNTIME_IMAGE} AS root
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY --from=build /out/forecourt /forecourt
# What the binary links to, the certificates, a user without rights, and the folders that volumes are mounted on.
RUN mkdir -p /root-fs/etc/ssl/certs /root-fs/tmp /root-fs/data /root-fs/exchange \
 && ldd /forecourt | grep -o '/[^ ]*' | sort -u | xargs -I{} cp --parents -L {} /root-fs \
 && cp -L /etc/ssl/certs/ca-certificates.crt /root-fs/etc/ssl/certs/ \
 && echo 'forecourt:x:65532:65532::/tmp:/sbin/nologin' > /root-fs/etc/passwd \
 && echo 'forecourt:x:65532:' > /root-fs/etc/group \
 && chmod 1777 /root-fs/tmp && chown 65532:65532 /root-fs/data /root-fs/exchange

FROM scratch AS caretaker
LABEL org.opencontainers.image.title="Forecourt's caretaker" \
      org.opencontainers.image.description="Makes and keeps the replica set and the users of Forecourt's MongoDB" \
      org.opencontainers.image.licenses="MIT"
COPY --from=root /root-fs /
COPY --from=build-caretaker /out/caretaker /caretaker
ENV NODE_ENV=production HOME=/tmp TMPDIR=/tmp
USER 65532:65532
STOPSIGNAL SIGTERM
ENTRYPOINT ["/caretaker"]

FROM scratch AS base
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG CREATED=
LABEL org.opencontainers.image.title="Forecourt" \
      org.opencontainers.image.description="A market of used cars that people can browse, question and trust" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
COPY --from=root /root-fs /
COPY --from=build /out/forecourt /forecourt
ENV APP_VERSION=${VERSION} APP_ENV=production NODE_ENV=production HOST=0.0.0.0 HOME=/tmp TMPDIR=/tmp \
    DATABASE_URL=sqlite:/data/forecourt.db EXPORT_DIR=/exchange SOURCE_DIR=/data/sources
WORKDIR /data
USER 65532:65532
STOPSIGNAL SIGTERM
ENTRYPOINT ["/forecourt"]

FROM base AS etl
CMD ["etl"]

FROM base AS exporter
EXPOSE 9216
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "9216"]
CMD ["exporter"]

FROM base AS calculator
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "3000"]
CMD ["calculator"]

FROM base AS statistics
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "3000"]
CMD ["statistics"]

# Neither of them is reached by readers; the port is for health and metrics.
FROM base AS ledger
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "3000"]
CMD ["ledger"]

FROM base AS simulator
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "3000"]
CMD ["simulator"]

# Last, so that it is what `docker build .` makes.
FROM base AS web
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/forecourt", "health", "3000"]
CMD ["web"]
