# Node 24 runs TypeScript as it is (type stripping): no build step. Pin the digest when you deploy:
#   docker buildx imagetools inspect node:24-slim
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Production packages only; no install script runs (the npm package `node` is a development aid and is left out).
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    STORE_URL=sqlite:/data/kakekomi.sqlite \
    DATA_KEY_FILE=/data/kakekomi.key \
    HTTP_PORT=8080
WORKDIR /app
# The code belongs to root and is read by an ordinary user: the process can't change itself. The volume is the only writable place.
COPY --from=packages /app/node_modules ./node_modules
COPY package.json tsconfig.json LICENSE ./
COPY src ./src
COPY commands ./commands
COPY prompts ./prompts
RUN mkdir /data && chown 1000:1000 /data && chmod 0700 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.HTTP_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
STOPSIGNAL SIGTERM
# The process itself is PID 1 and handles SIGTERM: it closes in order within 10 s. Run with --init to reap anything else.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
