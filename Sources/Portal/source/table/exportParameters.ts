/** The export takes the members of the filter as they are. */
export function exportParameters(filter: object): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) parameters.append(name, String(each));
  }
  return parameters;
}
