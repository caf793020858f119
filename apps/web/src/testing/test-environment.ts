/** Gives the code under test a complete configuration with this database. Call it before anything reads the configuration. */
export function setTestEnvironment(databaseUrl: string): void {
  Object.assign(process.env, {
    WEB_ORIGIN: 'http://localhost:3000',
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret that only the tests know',
    MASTER_KEY: 'a master key that only the tests know',
    WEATHER_URL: 'http://localhost:4001/mcp',
    CALENDAR_URL: 'http://localhost:4002/mcp',
    TASKS_URL: 'http://localhost:4003/mcp',
    WEATHER_API_KEY: 'unused',
    TEAM_CALENDAR_API_KEY: 'unused',
  })
}
