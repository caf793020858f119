import type { NextConfig } from 'next'

/** On every answer. Pages add a content security policy of their own in src/proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
]

/** What is not a page loads nothing, whatever it is shown as. The library's own sign-out page may send its form here. */
const bareSources = ['/mcp', '/oauth/:path*', '/api/:path*', '/.well-known/:path*']
const barePolicy = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: {
    // The server's code stays as it is written, and so do the stack traces in its log; nothing of it is sent anywhere.
    // Making it small, and maps of it, are a third of the time that the first build takes.
    serverMinification: false,
    serverSourceMaps: false,
  },
  // These stay ordinary Node packages: the authorization server, the password hash's addon, the database driver; and
  // what the MCP endpoint is made of, whose errors are told apart by class and must not exist twice.
  serverExternalPackages: [
    'oidc-provider',
    '@node-rs/argon2',
    'undici',
    'pg',
    '@chaperone/db',
    '@chaperone/mcp-auth',
    '@chaperone/mcp-server-kit',
  ],
  async headers() {
    return [
      { source: '/:path*', headers: securityHeaders },
      ...bareSources.map((source) => ({ source, headers: [barePolicy] })),
    ]
  },
  async rewrites() {
    // The host as an MCP server, and the document that leads its clients to the authorization server. @see RFC 9728 §3.1
    const mcpPaths = ['/mcp', '/.well-known/oauth-protected-resource/mcp']
    // The authorization server answers under /oauth and the two well-known paths; req.url stays what the client asked for.
    const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration', '/oauth/:path*']
    return {
      beforeFiles: [
        ...mcpPaths.map((source) => ({ source, destination: '/api/mcp' })),
        ...paths.map((source) => ({ source, destination: `/api/oauth${source.replace('.', '')}` })),
      ],
      afterFiles: [],
      fallback: [],
    }
  },
}

export default config
