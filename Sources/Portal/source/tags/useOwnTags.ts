import { UsableTags, type UsableTagsData } from "documents/tags/own";
import { useQuery } from "../api/hooks";

/** Up to two tags that are accepted now, of somebody who sees their own alone. Undefined while they are not known. */
export function useOwnTags(): UsableTagsData["tags"]["nodes"] | undefined {
  return useQuery(UsableTags, {}).data?.tags.nodes;
}
