import { Brand } from '@/components/shell/brand'
import { LoadingRows } from './notices.tsx'

/** What stands in a page's place while the host asks the servers. */
export function LoadingPage() {
  return (
    <>
      <header className="flex h-(--bar-height) items-center border-b border-border bg-card px-3 md:px-4">
        <Brand />
      </header>
      <main className="mx-auto w-full max-w-240 px-4 py-6 md:px-6">
        <LoadingRows rows={6} />
      </main>
    </>
  )
}
