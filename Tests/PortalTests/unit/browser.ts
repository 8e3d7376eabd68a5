/** As much of a browser as asking needs: imported before what asks. */
export const asked: string[] = [];

const listeners = { addEventListener: () => undefined };
Object.assign(globalThis, {
  document: { ...listeners, hidden: true, cookie: "" },
  location: { protocol: "https:", host: "portal.test", pathname: "/", search: "" },
  ...listeners,
  fetch: (_: string, { body, signal }: { body: string; signal?: AbortSignal }) => new Promise((resolve, reject) => {
    asked.push((JSON.parse(body) as { operationName: string }).operationName);
    signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    const viewer = { role: "MANAGER", permissions: [], preferences: {}, user: { id: "u" }, organization: { id: "o" } };
    setTimeout(() => resolve(new Response(JSON.stringify({ data: { viewer } }))), 20);
  }),
});
