# The tool as an image: docker run --rm -v "$PWD:/work" pid1-lint
FROM node:22-alpine AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs

FROM node:22-alpine
# tini: node has no handler for SIGINT and SIGTERM, so Ctrl-C would do nothing. git: for --since.
RUN apk add --no-cache git tini && git config --system --add safe.directory '*'
COPY --from=build /src/dist /opt/pid1-lint/dist
COPY --from=build /src/rules /opt/pid1-lint/rules
# One run keeps the code that Node compiles, so that no container has to compile it again.
ENV XDG_CACHE_HOME=/opt/pid1-lint/cache
RUN printf 'FROM debian:12\nCMD cd /srv && app\n' | node /opt/pid1-lint/dist/pid1-lint.js - > /dev/null; \
    test $? -eq 1 && chmod -R a+rX "$XDG_CACHE_HOME"
WORKDIR /work
ENTRYPOINT ["/sbin/tini", "--", "node", "/opt/pid1-lint/dist/pid1-lint.js"]
CMD ["lint"]
