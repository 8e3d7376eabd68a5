import "together/first";
import { qrCode } from "./qrCode";

/** A QR code with the quiet zone that readers need, dark on light in every theme; nothing where the text is too long. */
export default function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const matrix = qrCode(text);
  if (!matrix) return null;
  const size = matrix.length + 8;
  const path = matrix.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : []))).join("");
  return (
    <svg className="qr-picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}
