import { Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type SubscriptionEvent, useReadIf } from "../../api";
import { Code, DayText, LoadState } from "../../components";
import type { RowDialogProps } from "./RowDialog";
import classes from "./subscriptions.module.css";

/** What happened to a subscription since its sale opened it, the oldest first. */
export function HistoryDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const events = useReadIf(opened, "subscriptions", "subscriptionEvents", row.id);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("subscriptions.history.title", { product: row.product })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <LoadState query={events}>
        {(found) => (
          <Stack gap="sm">
            <ul className={classes.list} aria-label={t("subscriptions.history.list")}>
              <li>
                <span>
                  {t("subscriptions.history.opened")} <Code>{row.sale}</Code>
                </span>
                <DayText value={row.starts_on} />
              </li>
              {found.map((event) => (
                <Entry key={`${event.kind} ${event.recorded_at}`} event={event} />
              ))}
            </ul>
            {found.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("subscriptions.history.empty")}
              </Text>
            )}
          </Stack>
        )}
      </LoadState>
    </Modal>
  );
}

function Entry({ event }: { event: SubscriptionEvent }) {
  const { t } = useTranslation();
  const { kind, shift_days, customer, reason } = event;
  const what =
    kind === "resume" && shift_days > 0
      ? t("subscriptions.history.resumeShift", { count: shift_days })
      : t(`subscriptions.history.${kind}`, { customer: customer ?? t("sales.passing") });
  return (
    <li>
      <span>
        {what}
        {reason && (
          <Text span display="block" size="xs" c="dimmed" dir="auto">
            {reason}
          </Text>
        )}
      </span>
      <DayText value={event.date} />
    </li>
  );
}
