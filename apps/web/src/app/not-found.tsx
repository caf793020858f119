import Link from 'next/link'
import { Brand } from '@/components/shell/brand'
import { Button } from '@/components/ui/button'

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-150 gap-4 px-4 py-12">
      <Brand />
      <h1 className="text-xl tracking-[-0.02em]">There is nothing at this address</h1>
      <p className="text-base text-muted-foreground">
        The page does not exist, or it is not yours: both look the same from outside.
      </p>
      <Button asChild className="justify-self-start">
        <Link href="/">Back to the start</Link>
      </Button>
    </main>
  )
}
