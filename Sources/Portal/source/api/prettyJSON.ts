/** Lays JSON out without reading its values, so that figures show as the server wrote them, however long they are. */
export function prettyJSON(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  const line = () => parts.push("\n", "  ".repeat(depth));
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  for (let match = token.exec(text), next; match; match = next) {
    next = token.exec(text);
    const piece = match[0] ?? "";
    if (piece === "{" || piece === "[") {
      const isEmpty = next?.[0] === (piece === "{" ? "}" : "]");
      parts.push(piece);
      depth += 1;
      if (!isEmpty) line();
    } else if (piece === "}" || piece === "]") {
      depth -= 1;
      const last = parts[parts.length - 1];
      if (last !== "{" && last !== "[") line();
      parts.push(piece);
    } else if (piece === ",") {
      parts.push(",");
      line();
    } else {
      parts.push(piece === ":" ? ": " : piece);
    }
  }
  return parts.join("");
}
