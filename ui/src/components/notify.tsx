import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { i18next } from "../app/i18n";

/** Says that something was done, for a few seconds, without taking the focus. */
export function notifyDone(text: ReactNode): void {
  // One at a time: a pile of them covers what one works on.
  notifications.clean();
  notifications.show({
    message: text,
    color: "brand",
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 2500,
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
