import { followAuthorization, prepareAuthorization, readCode, redeemCode, type Scene } from '@chaperone/attack-suite'
import { expect, test } from '../support/test.ts'

test.describe.configure({ timeout: 180_000 })

const FLOWS = 200
const PARALLEL_REDEMPTIONS = 4
const REDIRECT_URI = 'http://127.0.0.1:49161/callback'

async function statusesOfFlow(scene: Scene, redemptions: number): Promise<number[]> {
  const { web, servers } = scene.target
  const options = { issuer: web, resource: servers.tasks, scope: 'tasks:read', redirectUri: REDIRECT_URI }
  const request = await prepareAuthorization(options)
  const session = (await scene.session('alice')).clone()
  const { callbackUrl } = await followAuthorization(session, request.url, REDIRECT_URI)
  const code = readCode(request, callbackUrl ?? '')
  const answers = await Promise.all(Array.from({ length: redemptions }, () => redeemCode(request, code)))
  return answers.map(({ status }) => status)
}

test(`${FLOWS} people at the same moment are all let through`, async ({ scene }) => {
  const flows = await Promise.all(Array.from({ length: FLOWS }, () => statusesOfFlow(scene, 1)))
  expect(flows.flat()).toEqual(Array.from({ length: FLOWS }, () => 200))
})

test('of the codes that are redeemed several times at once, none is twice', async ({ scene }) => {
  const flows = await Promise.all(
    Array.from({ length: FLOWS / PARALLEL_REDEMPTIONS }, () => statusesOfFlow(scene, PARALLEL_REDEMPTIONS)),
  )
  for (const statuses of flows) {
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1)
    expect(statuses.filter((status) => status !== 200).every((status) => status === 400)).toBe(true)
  }
})
