import type { Client } from 'pg'

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
 */
export async function revokePublicRights(client: Client): Promise<void> {
  await client.query(REVOKE_TEMPORARY)
  await client.query(REVOKE_LARGE_OBJECTS)
}
