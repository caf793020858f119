interface DocumentOrder {
  /** Where the document is published, which is the client id. */
  url: string
  name: string
  /** The application's own page. */
  homeUrl: string
  redirectUris: string[]
}

/**
 * What we publish about ourselves for authorization servers that do not know us. A public client: PKCE and the redirect
 * address are its proof.
 *
 * @see draft-ietf-oauth-client-id-metadata-document-02 §4
 */
export function clientMetadataDocument({ url, name, homeUrl, redirectUris }: DocumentOrder) {
  return {
    client_id: url,
    client_name: name,
    client_uri: homeUrl,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    application_type: 'web',
  }
}
