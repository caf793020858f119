import { type Client, escapeIdentifier } from 'pg'
import { databaseRoles } from '../database-role.ts'
import { DatabaseSetupError } from './setup-error.ts'

const MAY_MAKE_TEMPORARY = `
  SELECT rolname AS role, current_database() AS database FROM pg_roles
  WHERE rolname = ANY ($1) AND has_database_privilege(oid, current_database(), 'TEMPORARY')`

const REVOKE_TEMPORARY = `
  DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END $$`

/** They belong to PostgreSQL's superuser, so nobody else may. */
const REVOKE_LARGE_OBJECTS = `
  DO $$
  DECLARE large_object_function regprocedure;
  BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RETURN; END IF;
    FOR large_object_function IN SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname LIKE 'lo\\_%' OR proname IN ('loread', 'lowrite'))
    LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', large_object_function);
    END LOOP;
  END $$`

/**
 * Takes from every role what PostgreSQL gives to all, and none of ours needs: temporary tables, and, where we are the
 * superuser, large objects, which one role can write and another read.
 *
 * @throws DatabaseSetupError when a role of ours may make temporary tables all the same: the database is somebody else's
 */
export async function revokePublicRights(client: Client): Promise<void> {
  await client.query(REVOKE_TEMPORARY)
  const { rows } = await client.query<{ role: string; database: string }>(MAY_MAKE_TEMPORARY, [
    Object.values(databaseRoles),
  ])
  if (rows[0]) {
    const { role, database } = rows[0]
    throw new DatabaseSetupError(
      `${role} may make temporary tables in ${database}, which belongs to someone else: run REVOKE TEMPORARY ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC, ${role} as its owner.`,
    )
  }
  await client.query(REVOKE_LARGE_OBJECTS)
}
