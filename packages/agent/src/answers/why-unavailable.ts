import type { ConnectionSummary } from '@chaperone/contracts'

const names: Record<string, string> = {
  weather: 'the weather server',
  calendar: 'your calendar',
  'team-calendar': 'the team calendar',
  tasks: 'the tasks server',
}

/** Why a call cannot even be proposed, in one sentence; null when it can. */
export function whyUnavailable(
  catalogue: readonly ConnectionSummary[],
  connection: string,
  tool: string,
): string | null {
  const name = names[connection] ?? `“${connection}”`
  const found = catalogue.find(({ id }) => id === connection)
  if (!found) return `I cannot do that: you have no access to ${name}. An administrator can give it to you.`
  if (found.error) return `I cannot reach ${name} right now, so I did not try. Please ask again in a moment.`
  if (found.tools.some(({ name: offered }) => offered === tool)) return null
  return `I cannot do that: your rights at ${name} do not include “${tool}”. An administrator can give them to you.`
}
