export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" />
      <path d="M4 16h4M24 16h4" />
      <circle cx="16" cy="16" r="8" />
      <path className="bolt" d="M17.200 10.500 12.800 17h3l-1 4.500 4.400-6.500h-3z" />
    </svg>
  );
}
