'use client'

import { Brand } from '@/components/shell/brand'
import { Button } from '@/components/ui/button'

/** Anything a page did not expect. The digest finds the line in the server's log; the error itself stays there. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto grid max-w-150 gap-4 px-4 py-12">
      <Brand />
      <h1 className="text-xl tracking-[-0.02em]">This page could not be shown</h1>
      <p className="text-base text-muted-foreground">
        Nothing was changed.
        {error.digest ? (
          <>
            {' '}
            The log has the reason under <code>{error.digest}</code>.
          </>
        ) : null}
      </p>
      <Button className="justify-self-start" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}
