import { TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { env } from '../env'
import { once } from '../once'
import { fetchOutside, type OutsideFetch, openOutside } from '../outside/fetch-outside'

/** Discovery, codes and tokens: answers of a few hundred bytes, while a person waits. */
const OAUTH_MILLISECONDS = 5_000

const opened = once('remote-calls', () =>
  openOutside({ privateHosts: env().PRIVATE_CLIENT_HOSTS, milliseconds: TOOL_CALL_MILLISECONDS }),
)

/** The addresses are a stranger's: a host of one's own is among them only if servers of others are there. */
const documents = once('remote-documents', () => {
  const { PRIVATE_CLIENT_HOSTS, REMOTE_SERVER_HOSTS } = env()
  const privateHosts = PRIVATE_CLIENT_HOSTS.filter((host) => REMOTE_SERVER_HOSTS.includes(host))
  return fetchOutside({ privateHosts, milliseconds: OAUTH_MILLISECONDS })
})

/** Whether the operator lists the host of an address. By name, exactly: a name below or beside it is another host. */
export function isListedHost(url: string): boolean {
  return URL.canParse(url) && env().REMOTE_SERVER_HOSTS.includes(new URL(url).hostname)
}

/**
 * For calls to remote servers: https, a host that is listed now, a public address, no redirects. The host caps the
 * answer.
 */
export const fetchRemoteServer: OutsideFetch = async (url, init) => {
  if (!isListedHost(url)) throw new Error('the host of this server is not listed in REMOTE_SERVER_HOSTS')
  return opened()(url, init)
}

/** For their authorization servers, which may be elsewhere: https, a public address, no redirects, 64 KiB. */
export const fetchAuthorizationServer: OutsideFetch = (url, init) => documents()(url, init)
