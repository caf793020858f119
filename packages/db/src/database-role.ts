/** The login roles, by the short name of the process that signs in with each. None owns a table. */
export const databaseRoles = {
  web: 'chaperone_web',
  weather: 'chaperone_weather',
  calendar: 'chaperone_calendar',
  tasks: 'chaperone_tasks',
} as const

export type DatabaseRole = keyof typeof databaseRoles
