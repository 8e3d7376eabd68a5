/** The portal's icons: a 16 px grid, drawn with a stroke of 1.5. Always beside a word or a label, never alone. */
const paths = {
  code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13",
  run: "M5 3.2v9.6L12.8 8z",
  stop: "M4.5 4.5h7v7h-7z",
  check: "m3.5 8.5 3 3 6-7",
  close: "m4 4 8 8M12 4l-8 8",
  copy: "M5.5 6.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1zM10.5 3v-.5h-8v8H3",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9",
  tidy: "M2.5 4h11M2.5 8h7M2.5 12h9.5",
  history: "M3 8a5 5 0 1 0 1.6-3.7L3 5.700M3 2.700v3h3M8 5.200V8l2 1.500",
  book: "M3 3.500A1.500 1.500 0 0 1 4.500 2H13v10H4.500A1.500 1.500 0 0 0 3 13.500zM3 13.500A1.500 1.500 0 0 0 4.500 14H13v-2",
  search: "M11.500 7a4.500 4.500 0 1 1-9 0 4.500 4.500 0 0 1 9 0M10.500 10.500 14 14",
  chevron: "m6 4 4 4-4 4",
  back: "m10 4-4 4 4 4",
  up: "m4 10 4-4 4 4",
  down: "m4 6 4 4 4-4",
  warning: "M8 2 14.500 13.500h-13zM8 6.500v3M8 11.500h0",
  info: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 7.250v3.500M8 5h0",
  lock: "M3.500 8a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v4.500a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1zM5.500 7V5a2.500 2.500 0 0 1 5 0v2",
  leave: "M9.500 2.500h-6v11h6M6.500 8H14M11 5l3 3-3 3",
  bin: "M2.500 4h11M6 4V2.500h4V4M4 4l.600 9.500h6.800L12 4M6.700 6.500v4.500M9.300 6.500v4.500",
  sun: "M10.700 8a2.700 2.700 0 1 1-5.400 0 2.700 2.700 0 0 1 5.400 0M8 1.700v1.400M8 12.900v1.400M1.700 8h1.400M12.900 8h1.400M3.500 3.500l1 1M11.500 11.500l1 1M12.500 3.500l-1 1M4.500 11.500l-1 1",
  moon: "M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500z",
  system: "M2 3.500a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6.500a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1zM5.500 13.500h5M8 11v2.500",
} as const;

export type IconName = keyof typeof paths;

const filled: ReadonlySet<IconName> = new Set(["run", "stop"]);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={filled.has(name) ? "icon filled" : "icon"} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
