import { Link } from '@/components/ui/link'

export interface LinkTab {
  href: string
  title: string
  isOpen: boolean
}

/** Views of one page as links, so that the open one is in the URL. The page stays where it was scrolled to. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className="inline-flex rounded-md border border-border-strong bg-card p-0.5">
      {tabs.map(({ href, title, isOpen }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={isOpen ? 'page' : undefined}
          className="inline-flex h-9 items-center rounded-sm px-2.5 text-muted-foreground hover:text-foreground aria-[current]:bg-secondary aria-[current]:font-medium aria-[current]:text-foreground md:h-6"
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
