import { ACCESS_TOKEN_SECONDS, GRANT_SECONDS, REFRESH_TOKEN_SECONDS } from '@chaperone/contracts'
import type { ReactNode } from 'react'
import type { ConsentRequest } from '@/authorization-server/consent-request'
import { ApprovalIcon } from '@/components/icons/icons'
import { alternatives, rightsOf, sentencesNotAllowed } from './scope-words.ts'

const DAY_SECONDS = 86_400

function Row({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="sheet-row" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

function Standing({ standing }: Pick<ConsentRequest, 'standing'>) {
  if (standing.kind === 'registered') return 'Registered with this server by its owner.'
  if (standing.kind === 'unchecked') return 'It registered itself. Nobody has checked its name, or who it is.'
  return (
    <>
      The name is its own claim. What we checked: it is described at <strong>{standing.host}</strong>.
    </>
  )
}

function Destination({ request }: { request: ConsentRequest }) {
  const { isLoopback, redirectHost, clientName } = request
  if (!isLoopback) {
    return (
      <Row id="where" title="Answer goes to">
        <strong className="font-semibold">{redirectHost}</strong>
      </Row>
    )
  }
  return (
    <section className="sheet-row sheet-caution" aria-labelledby="where">
      <h2 id="where">
        Answer goes to
        <span className="verdict flex font-semibold" data-verdict="needs_approval">
          <ApprovalIcon />
          Check first
        </span>
      </h2>
      <div>
        <strong className="font-semibold">This computer</strong>, <span className="font-mono">{redirectHost}</span>
        <p>Any program on this computer can listen there. Continue only if you started {clientName} here, just now.</p>
      </div>
    </section>
  )
}

function Sentences({ of, className }: { of: readonly string[]; className?: string }) {
  if (of.length === 0) return null
  return (
    <ul className={className}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** What is asked, by whom, for how long, and where the answer goes. */
export function ConsentSheet({ request }: { request: ConsentRequest }) {
  const { added, before } = rightsOf(request)
  const notAllowed = sentencesNotAllowed([...request.scopes.map(({ scope }) => scope), ...request.allowedBefore])
  return (
    <div className="sheet">
      <Row id="who" title="Who is asking">
        {request.clientName}
        <small>
          <Standing standing={request.standing} />
        </small>
      </Row>
      <Row id="can" title={before.length > 0 ? 'New' : 'It could'}>
        {request.scopes.length === 0 ? <p>Nothing: no right it asks for exists there and is yours</p> : null}
        {request.scopes.length > 0 && added.length === 0 ? <p>Nothing: you have allowed all of it before</p> : null}
        <Sentences of={added} />
      </Row>
      {before.length > 0 ? (
        <Row id="before" title="Allowed before">
          <Sentences of={before} className="text-muted-foreground" />
          <small>Denying takes none of it away; you can do that under Connections.</small>
        </Row>
      ) : null}
      <Row id="cannot" title="It could not">
        <p>
          {alternatives([
            ...notAllowed,
            request.isHost ? 'Change anything that you did not approve' : 'Use any other server',
          ])}
        </p>
      </Row>
      <Row id="long" title="For how long">
        {request.wantsToStay ? (
          <p>
            Until you take it back under Connections, or it is not used for {REFRESH_TOKEN_SECONDS / DAY_SECONDS} days;
            after {GRANT_SECONDS / DAY_SECONDS} days it asks again
          </p>
        ) : (
          <p>Once: what it gets ends after {ACCESS_TOKEN_SECONDS / 60} minutes</p>
        )}
      </Row>
      <Destination request={request} />
    </div>
  )
}

/** The raw values, for those who want to compare them. */
export function ConsentDetails({ request }: { request: ConsentRequest }) {
  return (
    <details className="consent-details">
      <summary>Technical details</summary>
      <dl className="font-mono">
        <dt>scope</dt>
        <dd>{rawScopes(request).join(' ')}</dd>
        {request.allowedBefore.length > 0 ? (
          <>
            <dt>allowed before</dt>
            <dd>{request.allowedBefore.join(' ')}</dd>
          </>
        ) : null}
        <dt>client_id</dt>
        <dd>{request.clientId}</dd>
        <dt>redirect host</dt>
        <dd>{request.redirectHost}</dd>
        <dt>resource</dt>
        <dd>{request.resource}</dd>
        <dt>access token</dt>
        <dd>{ACCESS_TOKEN_SECONDS} s, one audience</dd>
      </dl>
    </details>
  )
}

function rawScopes({ wantsIdToken, wantsToStay, scopes }: ConsentRequest): string[] {
  const ofClient = [...(wantsIdToken ? ['openid'] : []), ...(wantsToStay ? ['offline_access'] : [])]
  return [...ofClient, ...scopes.map(({ scope }) => scope)]
}
