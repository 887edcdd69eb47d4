import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { i18next } from "../app/i18n";

/** What may be done next about it. */
type Next = { label: string; run: () => void };

function WithNext({ text, next }: { text: ReactNode; next: Next }) {
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <span>{text}</span>
      <Button
        size="compact-xs"
        variant="default"
        flex="none"
        onClick={() => {
          notifications.clean();
          next.run();
        }}
        data-testid="notice-next"
      >
        {next.label}
      </Button>
    </Group>
  );
}

/** Says that something was done, for a few seconds, without taking the focus. */
export function notifyDone(text: ReactNode, next?: Next): void {
  // One at a time: a pile of them covers what one works on.
  notifications.clean();
  notifications.show({
    message: next ? <WithNext text={text} next={next} /> : text,
    color: "brand",
    icon: <IconCheck size={18} aria-hidden />,
    // What can be reached for takes longer than what is only read.
    autoClose: next ? 8000 : 2500,
    withCloseButton: false,
    role: "status",
  });
}

/** Says what could not be done in the background, where no field and no button stands for it. */
export function notifyFailed(text: ReactNode): void {
  notifications.show({
    message: text,
    color: "red",
    icon: <IconAlertCircle size={18} aria-hidden />,
    autoClose: 10_000,
    closeButtonProps: { "aria-label": i18next.t("common.close") },
    role: "alert",
  });
}

/** On another screen it would be about something no longer seen. */
export function forgetDone(): void {
  notifications.clean();
}
