import type { Registry } from '@chaperone/mcp-host'
import { env } from '../env'

/** The four connections that everybody has. Two lead to the calendar server: as the person, and as the team's service account. */
export function connectionRegistry(): Registry {
  const { WEATHER_URL, CALENDAR_URL, TASKS_URL, WEATHER_ADDRESS, CALENDAR_ADDRESS, TASKS_ADDRESS } = env()
  return [
    {
      id: 'weather',
      title: 'Weather',
      server: 'weather',
      resource: WEATHER_URL,
      address: WEATHER_ADDRESS ?? WEATHER_URL,
      credential: { kind: 'api_key_first', key: env().WEATHER_API_KEY, keyScopes: ['weather:read'] },
      trust: 'third_party',
      resultLabels: ['third_party', 'untrusted_text'],
    },
    {
      id: 'calendar',
      title: 'Calendar',
      server: 'calendar',
      resource: CALENDAR_URL,
      address: CALENDAR_ADDRESS ?? CALENDAR_URL,
      credential: { kind: 'user_jwt' },
      trust: 'own',
      // Programs that may write it put in what they like, and so does a plan that copies a title.
      resultLabels: ['private', 'untrusted_text'],
    },
    {
      id: 'team-calendar',
      title: 'Team calendar',
      server: 'calendar',
      resource: CALENDAR_URL,
      address: CALENDAR_ADDRESS ?? CALENDAR_URL,
      credential: { kind: 'api_key', key: env().TEAM_CALENDAR_API_KEY },
      trust: 'own',
      // Everybody in the team writes it.
      resultLabels: ['private', 'untrusted_text'],
    },
    {
      id: 'tasks',
      title: 'Tasks',
      server: 'tasks',
      resource: TASKS_URL,
      address: TASKS_ADDRESS ?? TASKS_URL,
      credential: { kind: 'user_jwt' },
      trust: 'own',
      // Whoever a project is shared with writes tasks in it.
      resultLabels: ['private', 'untrusted_text'],
    },
  ]
}
