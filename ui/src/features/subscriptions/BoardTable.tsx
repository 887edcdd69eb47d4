import { Anchor, Checkbox, Text, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FocusEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { BoardRow, Id, Stage } from "../../api";
import { Amount, type Column, DataTable, DayText, PhoneText, StatusBadge } from "../../components";
import { Clipped } from "../../components/Clipped";
import { formatDay, isolate } from "../../format";
import { RowActions } from "./RowActions";
import type { Act } from "./RowDialog";
import { isRenewable } from "./stages";
import classes from "./subscriptions.module.css";
import { useHolder } from "./useHolder";

/** Below it, what was said to the customer stands under the end. */
const WIDE = "(min-width: 80em)";
/** Where there is something to say to the customer. */
const TOLD_STAGES: readonly Stage[] = ["ended", "today", "days3"];

type Props = {
  stage: Stage;
  rows: readonly BoardRow[];
  chosen: ReadonlySet<Id>;
  onToggle: (id: Id) => void;
  onAct: (kind: Act, row: BoardRow) => void;
  onEnd: () => void;
};

export function BoardTable({ stage, rows, chosen, onToggle, onAct, onEnd }: Props) {
  const { t } = useTranslation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const columns = useColumns({ wide, chosen, onToggle, onAct });
  const focus = useFocusKept(rows);
  return (
    <div {...focus}>
      <DataTable
        // Rows of another height are measured anew.
        key={String(wide)}
        label={t("subscriptions.table.label", { stage: t(`subscriptions.stage.${stage}`) })}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowTestId={(row) => `subscription-${row.id}`}
        rowHeight={wide || !TOLD_STAGES.includes(stage) ? 56 : 80}
        maxHeight="max(16rem, calc(100dvh - 21rem))"
        onOpen={(row) => onAct(isRenewable(row) ? "renew" : "resume", row)}
        onEnd={onEnd}
        data-testid="subscriptions-table"
      />
    </div>
  );
}

/** A renewed row leaves, and the focus with it: it goes on to the row from which the arrows walk. */
function useFocusKept(rows: readonly BoardRow[]) {
  const frame = useRef<HTMLDivElement>(null);
  const had = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever the rows are others
  useEffect(() => {
    if (!had.current || document.activeElement !== document.body) return;
    frame.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
  }, [rows]);
  return {
    ref: frame,
    onFocus: () => {
      had.current = true;
    },
    // A row that is taken away loses the focus to nothing, a person gives it to something else.
    onBlur: (event: FocusEvent) => {
      had.current = event.relatedTarget === null;
    },
  };
}

function Two({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      {first}
      <Text component="div" size="xs" c="dimmed" truncate>
        {second}
      </Text>
    </>
  );
}

type ColumnsOf = Pick<Props, "chosen" | "onToggle" | "onAct"> & { wide: boolean };

function useColumns({ wide, chosen, onToggle, onAct }: ColumnsOf): Column<BoardRow>[] {
  const { t } = useTranslation();
  const holder = useHolder();
  const head = (first: string, second: string) => (
    <Two first={t(`subscriptions.table.${first}`)} second={t(`subscriptions.table.${second}`)} />
  );
  const all: Column<BoardRow>[] = [
    {
      id: "select",
      header: <VisuallyHidden>{t("subscriptions.selection.label")}</VisuallyHidden>,
      width: "1.5rem",
      cell: (row) =>
        isRenewable(row) && (
          <Checkbox
            checked={chosen.has(row.id)}
            onChange={() => onToggle(row.id)}
            wrapperProps={{ onClick: (event: MouseEvent) => event.stopPropagation() }}
            className={classes.check ?? ""}
            aria-label={t("subscriptions.row.select", {
              product: row.product,
              customer: holder(row),
            })}
            data-testid={`select-${row.id}`}
          />
        ),
    },
    {
      id: "customer",
      header: head("customer", "phone"),
      width: "minmax(6.75rem, 1.4fr)",
      cell: (row) => (
        <Two
          first={<Holder row={row} name={holder(row)} />}
          second={row.phone && <PhoneText value={row.phone} />}
        />
      ),
    },
    {
      id: "product",
      header: head("product", "platform"),
      width: "minmax(6.75rem, 1.5fr)",
      cell: (row) => <Two first={<Clipped>{row.product}</Clipped>} second={row.platform} />,
    },
    {
      id: "end",
      header: t("subscriptions.table.end"),
      width: "8rem",
      cell: (row) => (
        <>
          <Two first={<DayText value={row.ends_on} />} second={<DaysLeft row={row} />} />
          {!wide && <Told row={row} />}
        </>
      ),
    },
    {
      id: "price",
      header: head("price", "cost"),
      align: "end",
      width: "6.25rem",
      cell: (row) => (
        <Two
          first={<Amount value={row.price} />}
          second={
            row.cost === null ? t("subscriptions.table.costUnknown") : <Amount value={row.cost} />
          }
        />
      ),
    },
    {
      id: "told",
      header: t("subscriptions.table.told"),
      width: "8.5rem",
      cell: (row) => <Told row={row} />,
    },
    {
      id: "actions",
      header: <VisuallyHidden>{t("subscriptions.table.actions")}</VisuallyHidden>,
      align: "end",
      width: "10.25rem",
      cell: (row) => <RowActions row={row} onAct={(kind) => onAct(kind, row)} />,
    },
  ];
  return wide ? all : all.filter(({ id }) => id !== "told");
}

function Holder({ row, name }: { row: BoardRow; name: string }) {
  if (row.customer_id === null) {
    return (
      <Text span inherit c="dimmed">
        {name}
      </Text>
    );
  }
  return (
    <Anchor
      component={Link}
      href={`/customers/${row.customer_id}`}
      inherit
      display="block"
      truncate
      onClick={(event: MouseEvent) => event.stopPropagation()}
    >
      <bdi>{name}</bdi>
    </Anchor>
  );
}

/** How far the end is, in words. */
function DaysLeft({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const { days_left, state } = row;
  if (state === "paused") return t("subscriptions.left.paused");
  if (days_left === 0) return t("subscriptions.left.today");
  return days_left > 0
    ? t("subscriptions.left.in", { count: days_left })
    : t("subscriptions.left.ago", { count: -days_left });
}

function Told({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  if (row.told_on !== null) {
    return (
      <Text span display="block" size="xs" c="dimmed" data-testid={`told-${row.id}`}>
        {t("subscriptions.row.toldOn", { date: isolate(formatDay(row.told_on)) })}
      </Text>
    );
  }
  if (row.message === null) return null;
  return <StatusBadge tone="warning">{t("subscriptions.row.toTell")}</StatusBadge>;
}
