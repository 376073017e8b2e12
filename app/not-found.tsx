import { ButtonLink } from "@/components/ui/button";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-xl py-16">
      <h1 className="text-2xl font-semibold">This page is not there</h1>
      <p className="mt-2 mb-6 text-ink-soft">It may have been removed, or you may not have access to it.</p>
      <ButtonLink href="/projects" look="primary">
        Go to your projects
      </ButtonLink>
    </div>
  );
}
