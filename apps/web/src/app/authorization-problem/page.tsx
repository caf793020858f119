import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { NarrowPage } from '@/components/shell/narrow-page'
import type { SearchParams } from '@/components/shell/search-params'
import { Link } from '@/components/ui/link'
import { currentPerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Access cannot be asked for' }

interface Problem {
  what: string
  advice: string
  /** What the operator can do. */
  operator?: ReactNode
}

function Command({ children }: { children: string }) {
  return <code className="font-mono">{children}</code>
}

/** By the error of the specification. No text of the request is shown: anyone could write it. @see CVE-2025-62800 */
const problems: Record<string, Problem> = {
  invalid_client: {
    what: 'This server does not know the program, could not read its description, or its operator has blocked it.',
    advice:
      'A program either has a client id metadata document, which must be reachable over the internet, or the operator adds it.',
    operator: (
      <>
        <Command>npm run clients -- add</Command> adds it, and <Command>npm run clients -- list</Command> shows which
        are blocked.
      </>
    ),
  },
  invalid_redirect_uri: {
    what: 'The program wants the answer at an address that is not registered for it.',
    advice: 'Of an address on this computer the port is free, and localhost is another address than 127.0.0.1.',
    operator: (
      <>
        <Command>npm run clients -- add --redirect …</Command> adds the program with that address.
      </>
    ),
  },
  rate_limited: {
    what: 'Programs in your network have asked too often in the last minute.',
    advice: 'Wait a minute, then start again from the program that asked.',
  },
}

const other: Problem = {
  what: 'The request is incomplete, not as this server takes it, took too long, or was answered already.',
  advice: 'Start again from the program that asked.',
}

/** Where a person ends whose program asked for access in a way that nobody can be sent back for. */
export default async function AuthorizationProblemPage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await searchParams
  const known = typeof code === 'string' && Object.hasOwn(problems, code) ? code : null
  const { what, advice, operator } = (known && problems[known]) || other
  return (
    <NarrowPage person={await currentPerson()} className="max-w-150 text-base">
      <h1 className="text-xl tracking-[-0.02em]">Access cannot be asked for</h1>
      <p className="mt-2">{what}</p>
      <p className="mt-2 text-muted-foreground">{advice}</p>
      {operator ? <p className="mt-2 text-muted-foreground">For the operator: {operator}</p> : null}
      <p className="mt-4 text-sm text-muted-foreground">
        {known ? <code className="font-mono">{known}</code> : null}{' '}
        <Link href="/connections" className="link">
          How to connect a program
        </Link>
      </p>
    </NarrowPage>
  )
}
