import { type DatabaseRole, databaseRoles } from '../database-role.ts'

/** The same database as `administratorUrl`, for another account. */
export function roleUrl(administratorUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(administratorUrl)
  url.username = databaseRoles[role]
  url.password = encodeURIComponent(password)
  return url.href
}
