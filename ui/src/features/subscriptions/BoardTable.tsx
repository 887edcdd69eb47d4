import { Anchor, Checkbox, Text, VisuallyHidden } from "@mantine/core";
import { type FocusEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { BoardRow, Id, Stage } from "../../api";
import { Amount, type Column, DataTable, DayText, PhoneText, StatusBadge } from "../../components";
import { formatDay, isolate } from "../../format";
import { RowActions } from "./RowActions";
import type { Act } from "./RowDialog";
import { isRenewable } from "./stages";
import classes from "./subscriptions.module.css";
import { useHolder } from "./useHolder";

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
  const columns = useColumns({ chosen, onToggle, onAct });
  const focus = useFocusKept(rows);
  return (
    <div {...focus}>
      <DataTable
        label={t("subscriptions.table.label", { stage: t(`subscriptions.stage.${stage}`) })}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowTestId={(row) => `subscription-${row.id}`}
        rowHeight={TOLD_STAGES.includes(stage) ? 80 : 56}
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

type ColumnsOf = Pick<Props, "chosen" | "onToggle" | "onAct">;

function useColumns({ chosen, onToggle, onAct }: ColumnsOf): Column<BoardRow>[] {
  const { t } = useTranslation();
  const holder = useHolder();
  const head = (first: string, second: string) => (
    <Two first={t(`subscriptions.table.${first}`)} second={t(`subscriptions.table.${second}`)} />
  );
  return [
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
      width: "minmax(6.75rem, 1fr)",
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
      width: "minmax(7.5rem, 1.8fr)",
      cell: (row) => (
        <Two first={<Product name={row.product} />} second={<bdi>{row.platform}</bdi>} />
      ),
    },
    {
      id: "end",
      header: t("subscriptions.table.end"),
      width: "8rem",
      cell: (row) => (
        <>
          <Two first={<DayText value={row.ends_on} />} second={<DaysLeft row={row} />} />
          <Told row={row} />
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
      id: "actions",
      header: <VisuallyHidden>{t("subscriptions.table.actions")}</VisuallyHidden>,
      align: "end",
      width: "10.25rem",
      cell: (row) => <RowActions row={row} onAct={(kind) => onAct(kind, row)} />,
    },
  ];
}

/** On two lines where one has no room: its end, often the term, tells it from its neighbours. */
function Product({ name }: { name: string }) {
  return (
    <Text component="div" inherit lineClamp={2} title={name} className={classes.product ?? ""}>
      <bdi>{name}</bdi>
    </Text>
  );
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
