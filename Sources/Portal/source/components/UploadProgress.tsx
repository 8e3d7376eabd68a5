import { percent } from "../format/quantity";
import { texts } from "../texts/texts";

/** How much of a file is on its way, and what the server does once it has all of it. */
export function UploadProgress({ label, share, whenSent }: { readonly label: string; readonly share: number; readonly whenSent: string }) {
  return (
    <div className="upload-progress">
      <progress value={share} max={1} aria-label={label} />
      <span role="status">{share < 1 ? texts.upkeep.uploading(percent(share)) : whenSent}</span>
    </div>
  );
}
