import { type Attack, defineAttack } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { visit } from '../oauth/sign-in.ts'
import type { DemoUser, Scene } from '../scene.ts'

async function open({ session, target }: Scene, user: DemoUser, path: string): Promise<Exchange> {
  return visit((await session(user)).clone(), { url: `${target.web}${path}` })
}

export const administrationAttacks: readonly Attack[] = [
  defineAttack({
    id: 'ADM-01',
    title: 'cannot see what only administrators see',
    source: 'OWASP ASVS 5.0 V8.2.1',
    control: 'The page looks at the role itself, and to anybody else is not there.',
    file: 'apps/web/src/app/admin/page.tsx',
    honest: (scene) => open(scene, 'carol', '/admin'),
    attack: (scene) => open(scene, 'alice', '/admin'),
    expect: { status: 404, excludes: 'Tool definitions to look at' },
  }),
]
