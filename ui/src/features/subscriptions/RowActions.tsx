import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconBan,
  IconDots,
  IconHistory,
  IconMessage,
  IconPlayerPause,
  IconReceipt,
  IconUserShare,
} from "@tabler/icons-react";
import type { ComponentType, MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { BoardRow } from "../../api";
import { isolate } from "../../format";
import type { Act } from "./RowDialog";
import { isRenewable } from "./stages";
import classes from "./subscriptions.module.css";
import { useHolder } from "./useHolder";

type Props = { row: BoardRow; onAct: (kind: Act) => void };

/** The row opens on a click; its buttons are for themselves. */
function alone(act: () => void) {
  return (event: MouseEvent) => {
    event.stopPropagation();
    act();
  };
}

export function RowActions({ row, onAct }: Props) {
  const { t } = useTranslation();
  const words = { product: row.product, customer: useHolder()(row) };
  const first: Act = isRenewable(row) ? "renew" : "resume";
  return (
    <div className={classes.actions}>
      <Button
        size="compact-sm"
        variant="light"
        onClick={alone(() => onAct(first))}
        aria-label={t(`subscriptions.row.${first}Of`, words)}
        data-testid={`${first}-${row.id}`}
      >
        {t(first === "renew" ? "subscriptions.row.renew" : "subscriptions.action.resume")}
      </Button>
      {first === "renew" && (
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={alone(() => onAct("message"))}
          aria-label={t("subscriptions.row.messageOf", words)}
          data-testid={`message-${row.id}`}
        >
          <IconMessage size={18} aria-hidden />
        </ActionIcon>
      )}
      <RowMenu row={row} onAct={onAct} />
    </div>
  );
}

function RowMenu({ row, onAct }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const words = { product: row.product, customer: useHolder()(row) };
  // What has ended can only be renewed.
  const ended = row.state === "expired";
  const item = (kind: Act, Icon: ComponentType<{ size?: number }>) => (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden />}
      color={kind === "cancel" ? "red" : undefined}
      onClick={() => onAct(kind)}
    >
      {t(`subscriptions.action.${kind}`)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("subscriptions.row.more", words)}
          onClick={(event) => event.stopPropagation()}
          data-testid={`more-${row.id}`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {!ended && isRenewable(row) && item("pause", IconPlayerPause)}
        {!ended && item("transfer", IconUserShare)}
        {item("history", IconHistory)}
        <Menu.Item
          leftSection={<IconReceipt size={16} aria-hidden />}
          onClick={() => navigate(`/sales/${row.sale_id}`)}
        >
          {t("subscriptions.action.sale", { number: isolate(row.sale) })}
        </Menu.Item>
        {!ended && item("cancel", IconBan)}
      </Menu.Dropdown>
    </Menu>
  );
}
