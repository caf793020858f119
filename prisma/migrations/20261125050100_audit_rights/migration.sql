-- A role fills in what a row tells, and never its number, its time or its writer. With those a server that is taken over
-- could take numbers ahead of the sequence, so that every later insert of every server fails, and date rows back.
REVOKE INSERT ON audit.events FROM chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks;
GRANT INSERT (
  subject, actor, client_id, key_id, server, tool, arguments_digest, verdict, reason, approver, approval_id, trace_id
) ON audit.events TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks;

-- A server speaks about itself. The host speaks about every server that it calls or refuses to call.
DROP POLICY append ON audit.events;
CREATE POLICY append ON audit.events FOR INSERT TO chaperone_web WITH CHECK (writer = CURRENT_USER);
CREATE POLICY append_weather ON audit.events FOR INSERT TO chaperone_weather
  WITH CHECK (writer = CURRENT_USER AND server = 'weather');
CREATE POLICY append_calendar ON audit.events FOR INSERT TO chaperone_calendar
  WITH CHECK (writer = CURRENT_USER AND server = 'calendar');
CREATE POLICY append_tasks ON audit.events FOR INSERT TO chaperone_tasks
  WITH CHECK (writer = CURRENT_USER AND server = 'tasks');
