import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AuthorizationRequest,
  prepareAuthorization,
  readCode,
  readToken,
  redeemCode,
} from '@chaperone/attack-suite'

const PATIENCE_MILLISECONDS = 5 * 60_000
const PAGE = '<!doctype html><meta charset="utf-8"><title>Chaperone</title><p>Done. Go back to the terminal.'

export interface WantedToken {
  web: string
  resource: string
  scope: string
}

/**
 * An access token for whoever signs in with the browser on this machine. Listens on a free loopback port for the one
 * redirect that carries our state.
 *
 * @throws Error when nobody answers within five minutes, or access is refused
 * @see RFC 8252 §7.3
 */
export async function obtainTokenInBrowser({ web, resource, scope }: WantedToken): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
    const request = await prepareAuthorization({ issuer: web, resource, scope, redirectUri })
    process.stderr.write(`Sign in with your browser:\n\n${request.url}\n\n`)
    openBrowser(request.url)
    const callbackUrl = await waitForRedirect(server, request)
    return readToken(await redeemCode(request, readCode(request, callbackUrl))).access_token
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  // The address has been printed, so a machine without a browser loses nothing.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

function waitForRedirect(server: Server, request: AuthorizationRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Nobody signed in within five minutes.')), PATIENCE_MILLISECONDS)
    server.on('request', (incoming, response) => {
      const url = new URL(incoming.url ?? '/', request.redirectUri)
      // Anything on this machine can connect here; only the answer to our request ends the wait.
      if (url.pathname !== '/callback' || url.searchParams.get('state') !== request.state) {
        response.writeHead(404).end()
        return
      }
      clearTimeout(timer)
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE, () => resolve(url.href))
    })
  })
}
