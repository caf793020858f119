import { z } from 'zod'

const schema = z.object({
  /** The database, for the account that may create roles and tables. */
  ADMINISTRATOR_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  WEB_PASSWORD: z.string().min(16),
  WEATHER_PASSWORD: z.string().min(16),
  CALENDAR_PASSWORD: z.string().min(16),
  TASKS_PASSWORD: z.string().min(16),
  WEATHER_API_KEY: z.string().min(1),
  TEAM_CALENDAR_API_KEY: z.string().min(1),
  /** Adds the demo's people, whose password everybody knows, and their data. */
  DEMO_MODE: z.stringbool().default(false),
})

/** Read once, when the setup starts; a variable that is missing or wrong stops it here. */
export const env = schema.parse(process.env)
