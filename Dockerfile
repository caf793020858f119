# One file, one target per container: setup, web, weather, calendar, tasks. Each program's image holds that program and
# the packages it depends on, and nothing of the others.

FROM node:24.21.0-trixie-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1 CI=true
RUN npm install --global pnpm@10.34.9
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile \
  # Prisma needs no engine to generate; naming any executable keeps it from downloading one.
  && PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node pnpm --filter @chaperone/db exec prisma generate --config ../../prisma.config.ts \
  && pnpm exec tsc --build \
  && pnpm --filter @chaperone/web exec next build \
  && rm -rf apps/web/.next/cache
RUN sh deploy/prune.sh /out

FROM build AS setup
USER 1000:1000
CMD ["node", "deploy/setup.ts"]

FROM node:24.21.0-trixie-slim AS program
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY deploy/healthcheck.mjs /app/deploy/healthcheck.mjs
USER 1000:1000

FROM program AS weather
COPY --from=build /out/weather /app/
WORKDIR /app/packages/weather-server
CMD ["node", "dist/main.js"]

FROM program AS calendar
COPY --from=build /out/calendar /app/
WORKDIR /app/packages/calendar-server
CMD ["node", "dist/main.js"]

FROM program AS tasks
COPY --from=build /out/tasks /app/
WORKDIR /app/packages/tasks-server
CMD ["node", "dist/main.js"]

FROM program AS web
COPY --from=build /out/web /app/
WORKDIR /app/apps/web
CMD ["node", "node_modules/next/dist/bin/next", "start", "--hostname", "0.0.0.0", "--port", "3000"]
