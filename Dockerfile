# The program in a small image: one binary with its pages, texts and migrations inside.
FROM node:22-bookworm-slim AS assets
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM rust:1.95-bookworm AS build
WORKDIR /src
# The parts first, so that a change of the program does not build them again.
COPY Cargo.toml Cargo.lock build.rs ./
RUN mkdir -p src migrations && echo '//! x' > src/lib.rs && echo 'fn main() {}' > src/main.rs \
 && SQLX_OFFLINE=true cargo build --release --locked --bin yishi \
 && rm -rf src target/release/deps/*yishi* target/release/.fingerprint/yishi-*
COPY . .
COPY --from=assets /src/node_modules node_modules
RUN SQLX_OFFLINE=true cargo build --release --locked --bin yishi && cp target/release/yishi /yishi

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin yishi \
 && install -d -o yishi -g yishi -m 0750 /data
COPY --from=build /yishi /usr/local/bin/yishi
USER yishi
WORKDIR /data
ENV YISHI_DATA=/data YISHI_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD curl -fsS http://127.0.0.1:8080/readyz || exit 1
ENTRYPOINT ["yishi"]
CMD ["serve"]
