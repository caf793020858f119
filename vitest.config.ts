import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'deploy/**/*.test.ts'],
    globalSetup: './packages/db/src/testing/global-setup.ts',
    allowOnly: false,
    hookTimeout: 90_000,
    testTimeout: 30_000,
  },
})
