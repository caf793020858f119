import type { Hop } from '@chaperone/contracts'
import { claimRows } from './claim-rows.ts'
import { Claims } from './claims.tsx'
import { CopyButton } from './copy-button.tsx'

/** What the host presented on a hop. The secret part is not in this page, so it cannot be shown. */
export function Credential({ hop, personName }: { hop: Hop; personName: string }) {
  const { kind, claims, header, payload, keyId, remote } = hop.credential
  return (
    <>
      <h3>
        Credential
        {claims ? <CopyButton label="Copy claims" text={JSON.stringify(claims, null, 2)} /> : null}
      </h3>
      {kind === 'user_jwt' ? (
        <>
          <p className="token">
            <span className="segment-header">{header ?? 'header'}</span>.
            <span className="segment-payload">{payload ?? 'payload'}</span>.<i className="mask" />
          </p>
          <Claims rows={claimRows(hop, personName)} />
        </>
      ) : null}
      {kind === 'api_key' ? (
        <dl className="claims">
          <div>
            <dt>key</dt>
            <dd title={keyId}>{keyId}</dd>
            <dd>says which program calls</dd>
          </div>
          <div data-part="signature">
            <dt>secret</dt>
            <dd>
              <i className="mask mask-wide" />
            </dd>
            <dd>not sent to this page</dd>
          </div>
        </dl>
      ) : null}
      {remote ? (
        <dl className="claims">
          <div>
            <dt>account</dt>
            <dd>{kind === 'remote_key' ? 'your own key' : 'your own token'}</dd>
            <dd>of the server, not of this app</dd>
          </div>
          {remote.issuer ? (
            <div>
              <dt>issuer</dt>
              <dd title={remote.issuer}>{remote.issuer}</dd>
              <dd>where you allowed it</dd>
            </div>
          ) : null}
          <div>
            <dt>for</dt>
            <dd title={remote.resource}>{remote.resource}</dd>
            <dd>sent nowhere else</dd>
          </div>
          {remote.scopes.length > 0 ? (
            <div>
              <dt>scopes</dt>
              <dd title={remote.scopes.join(' ')}>{remote.scopes.join(' ')}</dd>
              <dd>in that server’s words</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {kind === 'session' ? (
        <dl className="claims">
          <div>
            <dt>session</dt>
            <dd>cookie, HttpOnly</dd>
            <dd>not readable by this page</dd>
          </div>
        </dl>
      ) : null}
      {kind === 'none' ? (
        <>
          <p className="token">
            <i className="mask" />
          </p>
          <p className="px-2 text-xs text-muted-foreground">None was issued: the call has not left the host.</p>
        </>
      ) : null}
    </>
  )
}
