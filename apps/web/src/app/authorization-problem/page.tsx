import type { Metadata } from 'next'
import Link from 'next/link'
import type { SearchParams } from '@/components/shell/search-params'
import { TopBar } from '@/components/shell/top-bar'
import { currentPerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Access cannot be asked for' }

interface Problem {
  what: string
  advice: string
}

/** By the error of the specification. No text of the request is shown: anyone could write it. @see CVE-2025-62800 */
const problems: Record<string, Problem> = {
  invalid_client: {
    what: 'This server does not know the program, could not read its description, or its operator has blocked it.',
    advice:
      'A program either has a client id metadata document, which must be reachable over the internet, or the operator adds it: npm run clients -- add.',
  },
  invalid_redirect_uri: {
    what: 'The program wants the answer at an address that is not registered for it.',
    advice:
      'The operator adds the program with that address: npm run clients -- add --redirect. Of an address on this computer the port is free, and localhost is another address than 127.0.0.1.',
  },
}

const other: Problem = {
  what: 'The request is incomplete, took too long, or was answered already.',
  advice: 'Start again from the program that asked.',
}

/** Where a person ends whose program asked for access in a way that nobody can be sent back for. */
export default async function AuthorizationProblemPage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await searchParams
  const known = typeof code === 'string' && Object.hasOwn(problems, code) ? code : null
  const { what, advice } = (known && problems[known]) || other
  return (
    <>
      <TopBar person={await currentPerson()} />
      <main className="mx-auto max-w-150 px-4 py-12 text-base">
        <h1 className="text-xl tracking-[-0.02em]">Access cannot be asked for</h1>
        <p className="mt-2">{what}</p>
        <p className="mt-2 text-muted-foreground">{advice}</p>
        <p className="mt-4 text-sm text-muted-foreground">
          {known ? <code className="font-mono">{known}</code> : null}{' '}
          <Link href="/connections" className="link">
            How to connect a program
          </Link>
        </p>
      </main>
    </>
  )
}
