import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

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

/** On another screen it would be about something no longer seen. */
export function forgetDone(): void {
  notifications.clean();
}
