import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // These stay ordinary Node packages: the authorization server, the password hash's addon, the database driver.
  serverExternalPackages: ['oidc-provider', '@node-rs/argon2', 'pg', '@chaperone/db'],
  async rewrites() {
    // The authorization server answers under /oauth and the two well-known paths; req.url stays what the client asked for.
    const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration', '/oauth/:path*']
    return {
      beforeFiles: paths.map((source) => ({ source, destination: `/api/oauth${source.replace('.', '')}` })),
      afterFiles: [],
      fallback: [],
    }
  },
}

export default config
