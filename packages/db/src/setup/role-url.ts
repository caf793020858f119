import { type DatabaseRole, databaseRoles } from '../database-role.ts'

/** Search parameters by which the driver signs in, or acts, as somebody else than the address names before the `@`. */
export const identityParameters = ['user', 'password', 'options'] as const

/** The same database as `administratorUrl`, for another account, whatever the search parameters say. */
export function roleUrl(administratorUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(administratorUrl)
  url.username = databaseRoles[role]
  url.password = encodeURIComponent(password)
  for (const name of identityParameters) url.searchParams.delete(name)
  return url.href
}
