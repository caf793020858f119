import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startTestCluster } from './test-cluster.ts'
import './create-test-database.ts' // declares what is provided

/** Before the first test: one throw-away PostgreSQL for the whole run. After the last: nothing of it is left. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const migrations = join(import.meta.dirname, '../../../../prisma/migrations')
  const { cluster, stop } = await startTestCluster(migrations)
  project.provide('testCluster', cluster)
  return stop
}
