import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'

import { CopyButton } from '@/components/wire/copy-button'

interface Command {
  client: string
  text: string
}

/** What one types to let a client find a server. It meets a 401 and finds its own way to the consent page. */
function commandsFor(name: string, url: string): Command[] {
  return [
    { client: 'Claude Code', text: `claude mcp add --transport http ${name} ${url}` },
    { client: 'VS Code', text: `code --add-mcp '${JSON.stringify({ name, type: 'http', url })}'` },
    { client: 'MCP Inspector', text: `npx @modelcontextprotocol/inspector --transport http --server-url ${url}` },
    { client: 'mcpc', text: `npx @apify/mcpc login ${url} --client-id ${COMMAND_LINE_CLIENT_ID}` },
  ]
}

/** How a program of one's own gets at a server, and under which name it may know it. */
export function HowToConnect({ name, url }: { name: string; url: string }) {
  return (
    <ul className="rounded-md border border-border bg-card">
      {commandsFor(name, url).map(({ client, text }) => (
        <li key={client} className="border-t border-border px-3 py-2 first:border-t-0">
          <div className="flex items-center">
            <h3 className="font-medium">{client}</h3>
            <CopyButton label="Copy" name={`Copy the command for ${client}`} text={text} />
          </div>
          <code className="block whitespace-pre-wrap py-1 font-mono text-xs [overflow-wrap:anywhere]">{text}</code>
        </li>
      ))}
    </ul>
  )
}
