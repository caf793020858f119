import { configDefaults, defineConfig } from 'vitest/config'

/** Need a Redis server, which not every machine has. */
const redis = ['packages/*/src/**/*.redis.test.ts', 'apps/*/src/**/*.redis.test.ts']

/** Needs Linux, and the right to make network namespaces. */
const networks = 'deploy/networks/**/*.test.ts'

/**
 * Files share their worker's modules, since loading Prisma and the SDK afresh for each costs more than the tests do.
 * The web app reads its settings while it is loaded, so each of its files gets modules of its own.
 */
export default defineConfig({
  test: {
    globalSetup: './packages/db/src/testing/global-setup.ts',
    allowOnly: false,
    hookTimeout: 90_000,
    testTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'deploy/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...redis, networks],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apps',
          include: ['apps/*/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...redis],
        },
      },
      { extends: true, test: { name: 'redis', include: redis } },
      { extends: true, test: { name: 'networks', include: [networks] } },
    ],
  },
})
