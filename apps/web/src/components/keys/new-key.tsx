'use client'

import {
  API_KEY_DAYS,
  type KeyServer,
  keyServers,
  MAX_API_KEY_DAYS,
  resourceScopes,
  type ShownKey,
} from '@chaperone/contracts'
import type { ListedKey } from '@chaperone/db'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { RefusedNotice } from '@/components/data/notices'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/input'
import { makeKey } from './key-api.ts'
import { KeyText } from './key-text.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { useKeyRequest } from './use-key-request.ts'

interface NewKeyProps {
  accounts: readonly { id: string; name: string }[]
  keys: readonly ListedKey[]
}

/** Whether a key is as it was made: neither revoked nor replaced, which moves its end. The list may lag behind. */
function isAsMade({ id, expiresAt }: ShownKey, keys: readonly ListedKey[]): boolean {
  const row = keys.find((key) => key.id === id)
  return !row || (!row.revokedAt && row.expiresAt.getTime() === Date.parse(expiresAt))
}

/** Makes a key for one program at one server, and shows it once. */
export function NewKey({ accounts, keys }: NewKeyProps) {
  const router = useRouter()
  const id = useId()
  const [server, setServer] = useState<KeyServer>('weather')
  const { isBusy, problem, setProblem, send } = useKeyRequest()
  const [shown, setShown] = useState<ShownKey | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name)).trim()
    setShown(null)
    const scopes = fields.getAll('scope').map(String)
    if (scopes.length === 0) return setProblem('Choose at least one thing that the program may do.')
    const order = {
      server,
      scopes,
      serviceAccountId: text('account'),
      clientId: text('client'),
      days: Number(text('days')),
    }
    void send(async () => {
      setShown(await makeKey(order))
      router.refresh()
    })
  }

  return (
    <div className="grid gap-3">
      <form onSubmit={submit} className="grid gap-3 rounded-md border border-border bg-card p-3">
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Field label="Program that gets it" htmlFor={`${id}-client`}>
            <Input
              id={`${id}-client`}
              name="client"
              required
              maxLength={64}
              pattern="[\w.\-]+"
              title="Letters, digits, dots, dashes and underscores"
              autoComplete="off"
              placeholder="my-program"
            />
          </Field>
          <Field label="Server" htmlFor={`${id}-server`}>
            <Select
              id={`${id}-server`}
              value={server}
              onChange={(event) => setServer(event.currentTarget.value as KeyServer)}
            >
              {keyServers.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          <Field label="Acts as" htmlFor={`${id}-account`}>
            <Select id={`${id}-account`} name="account">
              {accounts.map((account) => (
                <option key={account.id} value={account.id}>
                  {account.name} ({account.id})
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Days until it ends" htmlFor={`${id}-days`}>
            <Input
              id={`${id}-days`}
              name="days"
              type="number"
              required
              min={1}
              max={MAX_API_KEY_DAYS}
              defaultValue={API_KEY_DAYS}
            />
          </Field>
        </div>
        <ScopeChoice key={server} scopes={resourceScopes[server]} />
        <Button type="submit" variant="primary" className="justify-self-start" aria-disabled={isBusy}>
          {isBusy ? 'Making…' : 'Make the key'}
        </Button>
      </form>
      {problem ? <RefusedNotice title="No key was made" message={problem} /> : null}
      {shown && isAsMade(shown, keys) ? <KeyText shown={shown} /> : null}
    </div>
  )
}
