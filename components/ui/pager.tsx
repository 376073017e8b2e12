import Link from "next/link";

const LINK = "inline-flex min-h-9 items-center";

/** The way to the neighbouring pages of a list; nothing where there is only one. */
export function Pager({
  label,
  previous,
  next,
}: {
  label: string;
  previous?: { href: string; text: string } | undefined;
  next?: { href: string; text: string } | undefined;
}) {
  if (!previous && !next) return null;
  return (
    <nav aria-label={label} className="mt-4 flex flex-wrap gap-6">
      {previous && (
        <Link href={previous.href} prefetch={false} rel="prev" className={LINK}>
          ← {previous.text}
        </Link>
      )}
      {next && (
        <Link href={next.href} prefetch={false} rel="next" className={LINK}>
          {next.text} →
        </Link>
      )}
    </nav>
  );
}
