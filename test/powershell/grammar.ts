import { createRequire } from "node:module";

import { Language, type Node, Parser } from "web-tree-sitter";

const require = createRequire(import.meta.url);

/** What a grammar of PowerShell makes of a script: what it cannot read, and which commands and methods it calls. */
export interface ReadScript {
  faults: string[];
  commands: string[];
  methods: string[];
}

/** Reads PowerShell with the grammar that editors use. */
export async function powershellGrammar(): Promise<(script: string) => ReadScript> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm")));
  return (script) => {
    const tree = parser.parse(script);
    const read: ReadScript = { faults: [], commands: [], methods: [] };
    const walk = (node: Node): void => {
      if (node.type === "ERROR" || node.isMissing)
        read.faults.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 120)}`);
      if (node.type === "command_name") read.commands.push(node.text);
      if (node.type === "invokation_expression") read.methods.push(node.text.replace(/\((.|\s)*$/, ""));
      for (const child of node.children) if (child) walk(child);
    };
    if (tree) walk(tree.rootNode);
    return read;
  };
}
