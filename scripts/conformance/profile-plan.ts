import { join } from 'node:path'
import type { ProcessPlan } from '../system/processes.ts'
import { ROOT } from '../system/root.ts'
import type { SystemDescription } from '../system/state-folder.ts'

/** The conformance profile, in the place of the tasks server: with its audience, on another port. */
export function profilePlan({ web, servers }: SystemDescription, port: number): ProcessPlan {
  const directory = join(ROOT, 'packages/conformance-profile')
  const ownHost = `localhost:${port}`
  return {
    name: 'conformance-profile',
    script: join(directory, 'dist/main.js'),
    args: [],
    cwd: directory,
    environment: {
      RESOURCE_URL: servers.tasks,
      PORT: String(port),
      AUTH_ISSUER: web,
      JWKS_URL: `${web}/oauth/jwks`,
      ALLOWED_ORIGINS: web,
      ALLOWED_HOSTS: ownHost,
    },
    readyUrl: `http://${ownHost}/readyz`,
  }
}
