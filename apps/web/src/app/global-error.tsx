'use client'

import '@/styles/globals.css'

/** The last resort, when the layout itself failed. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-150 gap-4 px-4 py-12">
          <h1 className="text-xl">Chaperone could not be shown</h1>
          <button type="button" className="link justify-self-start" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
