import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";

type Props = {
  label: string;
  /** Something is filtered. */
  filtered: boolean;
  onClear: () => void;
};

/** Takes all filters of a list away. */
export function ClearFilters({ label, filtered, onClear }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        // Its place is kept: the fields don't shift under the hand when a filter is set.
        style={{ visibility: filtered ? undefined : "hidden" }}
        onClick={onClear}
      >
        <IconFilterOff size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
