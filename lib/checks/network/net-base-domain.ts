import { parse } from "tldts";

import { defineRule, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { unanswered } from "@/lib/checks/unanswered";

/** Names of the vendor's text and of documentation: examples, never a customer's domain. */
const EXAMPLES = /(^|\.)(mycompany\.com|example(\.(com|net|org))?)$/;
/** Names that no public CA signs; .local also clashes with multicast DNS. */
const PRIVATE = /\.(local|internal|intranet|lan|home|corp|private|localdomain)$/;
const LONGEST = 100;

/** The base domain is chosen and confirmed (S203, S205). */
export const netBaseDomain = defineRule({
  id: "net-base-domain",
  verdict(context): Judgement[] {
    const { answers } = context;
    const target = "base domain";
    const expected = "a domain of the customer's own, confirmed as final";
    const domain = answers["net.baseDomain"];
    if (domain === undefined)
      return [
        {
          ...unanswered(context, target, "which base domain will be used"),
          verdict: "fail",
          expected,
          message: "No base domain is chosen yet. Every address of the installation is built on it.",
        },
      ];
    const base = { target, expected, found: domain };
    if (EXAMPLES.test(domain))
      return [
        {
          ...base,
          verdict: "fail",
          reasonCode: "answer-mismatch",
          message: `${domain} is the example of the documentation, not a domain of the customer.`,
        },
      ];
    const { publicSuffix, isIcann, domain: registrable } = parse(domain);
    if (publicSuffix === domain && isIcann && !registrable)
      return [
        {
          ...base,
          verdict: "fail",
          reasonCode: "answer-mismatch",
          message: `${domain} is a suffix below which everybody may register names. Enter a name of the customer's own below it.`,
        },
      ];
    if (answers["net.baseDomainConfirmed"] !== "yes") {
      return [
        {
          ...base,
          verdict: "could-not-tell",
          reasonCode: "answer-missing",
          message: `${domain} is proposed, but nobody has confirmed it as final.`,
        },
      ];
    }
    const reservations: Reservation[] = [];
    if (PRIVATE.test(domain))
      reservations.push({
        reasonCode: "unsupported",
        message: `${domain} ends in a private suffix: no public authority signs a certificate for it${domain.endsWith(".local") ? ", and .local clashes with multicast DNS" : ""}.`,
      });
    if (domain.length > LONGEST)
      reservations.push({
        reasonCode: "unsupported",
        message: `${domain.length} characters leave little room for the products' own prefixes.`,
      });
    const warning = warningOf(reservations);
    if (warning) return [{ ...base, ...warning }];
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `${domain} is confirmed.` }];
  },
});
