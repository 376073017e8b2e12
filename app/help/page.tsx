import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { requireActor } from "@/lib/auth/session";
import { VERDICTS, type Verdict } from "@/lib/requirements/vocabulary";

export const metadata = { title: "Help" };

const MEANING: Record<Verdict, string> = {
  pass: "It was seen to hold, or a named person attested it where only a person can know.",
  warn: "It works, but outside a recommendation, close to a limit, or other than the answer says.",
  fail: "It was seen not to hold. The row says who must act, and with what.",
  "could-not-tell":
    "Nobody could see it: no rights, not reachable from here, an unknown answer, or too long ago. It is never counted as a pass, and never as a fail.",
  "not-applicable": "An answer switches it off; the row says which one.",
};

export default async function HelpPage() {
  await requireActor("/help");
  return (
    <div className="max-w-3xl">
      <PageHeading title="Help" />
      <h2 className="mb-2 text-lg font-semibold">What the words mean</h2>
      <dl className="mb-8 space-y-3">
        {VERDICTS.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictBadge verdict={verdict} />
            </dt>
            <dd className="mt-1">{MEANING[verdict]}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mb-2 text-lg font-semibold">The road of a project</h2>
      <ol className="mb-8 list-decimal space-y-1 pl-5">
        <li>
          Answer the intake. Every answer is saved as you go, and the customer answers his part after an invitation.
        </li>
        <li>Upload a kubeconfig under Cluster access. Only what is needed to connect is kept, encrypted.</li>
        <li>Run the checks. The checklist fills in while you look.</li>
        <li>Mend what is red with the command or file on its row, and run it again.</li>
        <li>The project is ready when nothing blocks and every failed warning is acknowledged by name.</li>
      </ol>
      <h2 className="mb-2 text-lg font-semibold">What the checks do in your cluster</h2>
      <p>
        They read, and they ask the API server whether something would be allowed. They create, change and delete
        nothing.
      </p>
    </div>
  );
}
