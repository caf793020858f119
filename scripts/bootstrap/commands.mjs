/** Every command, with the line that `--help` shows. Each is a file of scripts/commands. */
export const commands = {
  demo: 'start everything, and print where to look',
  test: 'check, unit and integration tests, end-to-end tests',
  check: 'format, lint, types, import table, links; no database',
  e2e: 'the browser and attack suite; -- --grep AUD-01 runs one',
  conformance: 'the MCP conformance suite: servers, client, authorization server',
  soak: '64 callers at once, servers killed on the way: no foreign row, no lost write',
  token: 'print an access token: -- --user alice --server tasks',
  keys: 'API keys: -- create | list | rotate | revoke',
  clients: 'clients of the authorization server: -- list | add | add-machine | remove | block | unblock',
  'signing-keys': 'keys of the authorization server: -- list | rotate | reveal',
  users: 'people who can sign in: -- list | add | reset | sign-out | remove',
  'audit:verify': 'whether the audit is as it was written',
  bench: 'what each layer of security costs; -- --quick for a trial',
  pins: 'accepted tool definitions: -- list | show | accept',
  format: 'format all files',
}

export function helpText() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, does]) => `  npm run ${name.padEnd(width)}  ${does}`)
  return `Chaperone\n\n${lines.join('\n')}\n\nEach command explains itself with -- --help.\n`
}
