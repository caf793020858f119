import { exchangeMinter, type TokenMinter } from '@chaperone/mcp-host'
import { mintToken } from '../authorization-server/mint-token'
import { env } from '../env'

/**
 * Whence the host has its tokens: from the authorization server in this process, or by exchange from one that runs apart.
 * The host is the same in both.
 */
export function tokenMinter(): TokenMinter {
  const { HOST_CLIENT_KEY: key, HOST_TOKENS, TOKEN_ADDRESS, WEB_ORIGIN } = env()
  if (HOST_TOKENS === 'exchange' && key) {
    return exchangeMinter({ issuer: WEB_ORIGIN, endpoint: `${WEB_ORIGIN}/oauth/token`, address: TOKEN_ADDRESS, key })
  }
  return {
    mint: ({ principal: { userId, origin }, resource, thumbprint, scopes }) =>
      mintToken({ userId, origin, identifier: resource, thumbprint, ...(scopes && { scopes }) }),
  }
}
