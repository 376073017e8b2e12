import { describe, expect, test } from "vitest";

import { speaker } from "./translate";

const say = speaker({
  "Not yet run.": "Henüz çalıştırılmadı.",
  "The cluster runs {0}.": "Kümede {0} çalışıyor.",
  "The cluster runs {0}, older than 1.{1}.": "Kümede 1.{1} öncesi bir sürüm, {0} çalışıyor.",
  "The kubeconfig is safe to use, but {0}.": "Kubeconfig güvenle kullanılabilir; ancak {0}.",
  "it names no CA": "bir CA belirtmiyor",
  "the file had {0} contexts": "dosyada {0} bağlam vardı",
  "{0} is {1} (needed: {2})": "{0} değeri {1} (gereken: {2})",
  "{0} of {1}": "{1} maddeden {0} tanesi",
  "{0} Run it again.": "{0} Yeniden çalıştırın.",
  "starts a program to log in. {0}": "oturum açmak için bir program başlatıyor. {0}",
});

describe("a sentence of the checks is said in the reader's language", () => {
  test.each([
    ["a whole one", "Not yet run.", "Henüz çalıştırılmadı."],
    ["one with a place", "The cluster runs v1.30.1.", "Kümede v1.30.1 çalışıyor."],
    [
      "the one that says more goes first",
      "The cluster runs v1.20, older than 1.22.",
      "Kümede 1.22 öncesi bir sürüm, v1.20 çalışıyor.",
    ],
    [
      "a list in a place, piece by piece",
      "The kubeconfig is safe to use, but the file had 3 contexts; it names no CA.",
      "Kubeconfig güvenle kullanılabilir; ancak dosyada 3 bağlam vardı; bir CA belirtmiyor.",
    ],
    [
      "a list of the same sentence, each by itself",
      "CPU is 4 (needed: 16); memory is 8Gi (needed: 32Gi)",
      "CPU değeri 4 (gereken: 16); memory değeri 8Gi (gereken: 32Gi)",
    ],
    ["a sentence in a place", "Not yet run. Run it again.", "Henüz çalıştırılmadı. Yeniden çalıştırın."],
    [
      "two sentences side by side",
      "The cluster runs v1.30. Not yet run.",
      "Kümede v1.30 çalışıyor. Henüz çalıştırılmadı.",
    ],
    [
      "one that follows a name",
      "users[0].user.exec starts a program to log in. Not yet run.",
      "users[0].user.exec oturum açmak için bir program başlatıyor. Henüz çalıştırılmadı.",
    ],
    ["one with hardly a word of its own, where it counts", "3 of 5", "5 maddeden 3 tanesi"],
    [
      "and not where its word stands in a phrase",
      "Administration of the namespaces",
      "Administration of the namespaces",
    ],
    [
      "what nobody translated stays as it is",
      "The server said: no route (a.b.c).",
      "The server said: no route (a.b.c).",
    ],
  ])("%s", (_what, english, turkish) => {
    expect(say(english)).toBe(turkish);
  });

  test("text of others with the signs of patterns does no harm", () => {
    expect(say("The cluster runs {0} $& (.*).")).toBe("Kümede {0} $& (.*) çalışıyor.");
  });
});
