import { Button, Group } from "@mantine/core";
import { notifications, notificationsStore } from "@mantine/notifications";
import { IconAlertCircle, IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { i18next } from "../app/i18n";

const WARNING = "warning-";

/** A warning stays: it is not about what one does at the moment. */
function cleanAllButWarnings(): void {
  notifications.updateState(notificationsStore, (all) =>
    all.filter(({ id }) => id?.startsWith(WARNING)),
  );
}

/** What may be done next about it. */
type Next = { label: string; run: () => void };

function WithNext({ text, next }: { text: ReactNode; next: Next }) {
  return (
    <Group gap="xs" justify="space-between">
      <span>{text}</span>
      <Button
        size="compact-xs"
        variant="default"
        flex="none"
        onClick={() => {
          cleanAllButWarnings();
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
  cleanAllButWarnings();
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

type Warning = {
  /** A second warning about the same takes the first one's place. */
  about: string;
  text: string;
  action: string;
  /** The action with what it acts on, for whoever doesn't see the text beside it. */
  actionName: string;
  onAction: () => void;
};

/** Says what needs doing soon, with the way to do it. */
export function notifyWarning({ about, text, action, actionName, onAction }: Warning): void {
  const id = WARNING + about;
  const warning = {
    id,
    message: (
      <Group gap="xs" justify="space-between">
        <span>{text}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={actionName}
          onClick={() => {
            notifications.hide(id);
            onAction();
          }}
        >
          {action}
        </Button>
      </Group>
    ),
    color: "orange",
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 15_000,
    closeButtonProps: { "aria-label": i18next.t("common.close") },
    role: "alert",
  };
  // The one changes what is shown already, the other shows what isn't.
  notifications.update(warning);
  notifications.show(warning);
}

/** It is well again. */
export function forgetWarning(about: string): void {
  notifications.hide(WARNING + about);
}

/** On another screen it would be about something no longer seen. */
export function forgetDone(): void {
  cleanAllButWarnings();
}
