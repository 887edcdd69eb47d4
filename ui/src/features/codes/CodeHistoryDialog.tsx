import { Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type CodeEvent, useReadIf } from "../../api";
import { Code, InstantText, LoadState } from "../../components";
import { isolate } from "../../format";
import classes from "./codes.module.css";
import type { CodeDialogProps } from "./WithdrawDialog";

/** What happened to a code since it came in, the oldest first: when, and by whom. */
export function CodeHistoryDialog({ row, opened, onClose }: CodeDialogProps) {
  const { t } = useTranslation();
  const events = useReadIf(opened, "codes", "codeHistory", row.id);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("codes.history.title", { code: isolate(row.masked) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="code-history"
    >
      <LoadState query={events}>
        {(found) => (
          <ul className={classes.events} aria-label={t("codes.history.list")}>
            {found.map((event) => (
              <Entry key={`${event.kind} ${event.recorded_at}`} event={event} />
            ))}
          </ul>
        )}
      </LoadState>
    </Modal>
  );
}

function Entry({ event }: { event: CodeEvent }) {
  const { t } = useTranslation();
  const { kind, sale, reason, actor, recorded_at } = event;
  return (
    <li>
      <span>
        {t(`codes.history.kind.${kind}`)}
        {sale && (
          <>
            {" "}
            <Code>{sale}</Code>
          </>
        )}
        <Text span display="block" size="xs" c="dimmed">
          {t(`codes.history.actor.${actor}`, { defaultValue: actor })}
        </Text>
        {reason && (
          <Text span display="block" size="xs" c="dimmed" dir="auto">
            {reason}
          </Text>
        )}
      </span>
      <InstantText value={recorded_at} />
    </li>
  );
}
