import { machineRoute, readBody, sentence } from "@/lib/actions/route";
import { countTry, forgetTries } from "@/lib/auth/throttle";
import { takePostedResult } from "@/lib/data/terminal-results";
import { LARGEST_RESULT } from "@/lib/terminal/result";

/** A machine sends what its script saw, with the one-time code of that script. */
export const POST = machineRoute<{ errandId: string }>(async (request, { errandId }, address) => {
  const account = `errand ${errandId.slice(0, 40)}`;
  await countTry(account, address);
  const [, code = ""] = /^Bearer ([\w-]{1,100})$/.exec(request.headers.get("authorization") ?? "") ?? [];
  const { taken = 0, refused = [] } = await takePostedResult(errandId, code, await readBody(request, LARGEST_RESULT));
  await forgetTries(account, address);
  const rest = refused.length > 0 ? ` ${refused.length} findings were refused; the application says why.` : "";
  return sentence(`Taken: ${taken} requirements were judged.${rest}`);
});
