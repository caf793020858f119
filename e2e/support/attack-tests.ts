import { type AttackFamily, attackFamilies, masked, runAttack } from '@chaperone/attack-suite'
import { expect, test } from './test.ts'

/** One test for each attack of a family, titled by id and by what the attacker cannot do. */
export function testAttacks(family: AttackFamily): void {
  for (const attack of attackFamilies[family]) {
    test(`${attack.id}: ${attack.title}`, async ({ scene }, testInfo) => {
      const result = await runAttack(attack, scene)
      await testInfo.attach('exchanges', {
        contentType: 'application/json',
        body: JSON.stringify([result.honest, ...(result.attack ? [result.attack] : [])].map(masked), null, 2),
      })
      expect(result.failures).toEqual([])
    })
  }
}
