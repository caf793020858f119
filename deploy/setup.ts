import { join } from 'node:path'
import { roleUrl, setUpDatabase } from '@chaperone/db/setup'
import { seed } from '../prisma/seed.ts'
import { env } from './env.ts'

// The one-time container of docker-compose.yml: roles, tables and, in demo mode, people and data. Repeating it changes nothing.

const passwords = {
  web: env.WEB_PASSWORD,
  weather: env.WEATHER_PASSWORD,
  calendar: env.CALENDAR_PASSWORD,
  tasks: env.TASKS_PASSWORD,
}

const applied = await setUpDatabase({
  administratorUrl: env.ADMINISTRATOR_URL,
  migrationsDirectory: join(import.meta.dirname, '../prisma/migrations'),
  passwords,
})
console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.')

if (env.DEMO_MODE) {
  await seed({
    urlFor: (role) => roleUrl(env.ADMINISTRATOR_URL, role, passwords[role]),
    apiKeys: { weather: env.WEATHER_API_KEY, teamCalendar: env.TEAM_CALENDAR_API_KEY },
  })
  console.log('The demo data is there.')
}
