import { Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Closing } from "../../api";
import { InstantText } from "../../components";
import { formatDay, isolate } from "../../format";
import { ClosingLines } from "./ClosingLines";

/** Who closed it: on this computer, or by another door. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation();
  return (actor) => t(`till.actors.${actor}`, { defaultValue: actor });
}

type Props = { closing: Closing; opened: boolean; onClose: () => void };

/** A closing as it was made, line by line. */
export function ClosingDialog({ closing, opened, onClose }: Props) {
  const { t } = useTranslation();
  const actorName = useActorName();
  const title = t("till.closings.one", { day: isolate(formatDay(closing.date)) });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="66rem"
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="closing-details"
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("till.closings.by", { actor: actorName(closing.actor) })}{" "}
          <InstantText value={closing.recorded_at} />
        </Text>
        <ClosingLines closing={closing} label={title} />
      </Stack>
    </Modal>
  );
}
