import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/input'
import type { TypedServer } from '@/remote/typed-server'

/** The form for another server, on a host that the operator lists. */
export function AddServerForm({ hosts, typed }: { hosts: readonly string[]; typed: TypedServer }) {
  return (
    <form method="post" action="/admin/servers/add" className="grid max-w-160 gap-3 sm:grid-cols-2">
      <Field label="Name" htmlFor="server-title">
        <Input id="server-title" name="title" defaultValue={typed.title} required maxLength={60} autoComplete="off" />
      </Field>
      <Field label="People connect with" htmlFor="server-kind">
        <Select id="server-kind" name="kind" defaultValue={typed.kind ?? 'oauth'}>
          <option value="oauth">a sign-in there (OAuth)</option>
          <option value="api_key">a key of their own</option>
        </Select>
      </Field>
      <Field label="Address of its MCP endpoint" htmlFor="server-url" className="sm:col-span-2">
        <Input
          id="server-url"
          name="url"
          defaultValue={typed.url}
          type="url"
          required
          placeholder={`https://${hosts[0]}/mcp`}
          autoComplete="off"
          aria-describedby="server-hosts"
        />
        <p id="server-hosts" className="break-words text-xs text-muted-foreground">
          On {hosts.length === 1 ? 'the one host' : 'one of the hosts'} that the operator lists: {hosts.join(', ')}
        </p>
      </Field>
      <Field label="Client id there, if it has one for this app" htmlFor="server-client">
        <Input
          id="server-client"
          name="clientId"
          defaultValue={typed.clientId}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          aria-describedby="server-redirect"
        />
        <p id="server-redirect" className="text-xs text-muted-foreground">
          The redirect address to register for it stands above once the server is here.
        </p>
      </Field>
      <Field label="Client secret, if it has one" htmlFor="server-secret">
        <Input id="server-secret" name="clientSecret" type="password" autoComplete="off" maxLength={500} />
      </Field>
      <Button type="submit" className="justify-self-start">
        Add server
      </Button>
    </form>
  )
}
