/** An answer as paragraphs and code, so that what is complete is not laid out again with every word that comes. */

export interface Block {
  readonly kind: "text" | "code";
  readonly text: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** A blank line ends a paragraph; a fence begins code, which goes on to its own fence, or to where the answer is now. */
export function blocksOf(answer: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const close = (kind: Block["kind"]): void => {
    if (lines.length > 0) blocks.push({ kind, text: lines.join("\n") });
    lines = [];
  };
  for (const line of answer.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark === undefined || !endsFence(fence, mark, line)) {
        lines.push(line);
        continue;
      }
      close("code");
      fence = undefined;
    } else if (mark !== undefined) {
      close("text");
      fence = mark;
    } else if (line.trim() === "") close("text");
    else lines.push(line);
  }
  close(fence === undefined ? "text" : "code");
  return blocks;
}

function endsFence(fence: string, mark: string, line: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark;
}
