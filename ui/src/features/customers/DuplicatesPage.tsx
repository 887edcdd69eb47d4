// Customers who may be one, to be merged or left as they are.
import { Button, Text, VisuallyHidden } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { type MouseEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Customer, useRead } from "../../api";
import {
  type Column,
  DataTable,
  EmptyState,
  LoadState,
  notifyDone,
  Page,
  PhoneText,
} from "../../components";
import { Clipped } from "../../components/Clipped";
import { useDialog } from "../../components/useDialog";
import { isolate } from "../../format";
import { BackLink } from "./BackLink";
import { mergedText, type Twins, twinsOf } from "./duplicates";
import { MergeDialog } from "./MergeDialog";

export function DuplicatesPage() {
  const { t } = useTranslation();
  const duplicates = useRead("customers", "customersDuplicates");
  return (
    <Page title={t("customers.duplicates.title")} back={<BackLink />}>
      <LoadState query={duplicates}>
        {(groups) => <DuplicatesTable rows={twinsOf(groups)} />}
      </LoadState>
    </Page>
  );
}

function DuplicatesTable({ rows }: { rows: Twins[] }) {
  const { t } = useTranslation();
  const merging = useDialog<Twins>();
  const frame = useFocusKept(rows);
  const columns = useColumns(merging.open);
  return (
    <div ref={frame}>
      {rows.length === 0 ? (
        <EmptyState
          icon={IconUsersGroup}
          title={t("customers.duplicates.emptyTitle")}
          text={t("customers.duplicates.emptyText")}
        />
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="md" maw="48rem">
            {t("customers.duplicates.text")}
          </Text>
          <DataTable
            label={t("customers.duplicates.table")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.key}
            rowTestId={(row) => `twins-${row.first.id}-${row.second.id}`}
            onOpen={merging.open}
            rowHeight={56}
          />
        </>
      )}
      {merging.target && (
        <MergeDialog
          key={merging.key}
          first={merging.target.first}
          second={merging.target.second}
          opened={merging.opened}
          onClose={merging.close}
          onMerged={(gone, kept) => {
            notifyDone(mergedText(gone, kept, t));
            merging.close();
          }}
        />
      )}
    </div>
  );
}

/** The row of two that were merged is gone: the focus goes to what is next, not to nothing. */
function useFocusKept(rows: Twins[]) {
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef(rows.length);
  useEffect(() => {
    const fewer = rows.length < before.current;
    before.current = rows.length;
    if (!fewer) return;
    // Once the dialog has faded: while it is there the focus is its own.
    const timer = window.setTimeout(() => {
      if (document.activeElement?.closest('[role="dialog"], [role="row"]')) return;
      const next =
        frame.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ??
        document.querySelector<HTMLElement>("main");
      next?.focus();
    }, 250);
    return () => window.clearTimeout(timer);
  }, [rows.length]);
  return frame;
}

function useColumns(onMerge: (row: Twins) => void): Column<Twins>[] {
  const { t } = useTranslation();
  return [
    {
      id: "first",
      header: t("customers.duplicates.first"),
      cell: (row) => <Card customer={row.first} />,
      width: "minmax(9rem, 1.4fr)",
    },
    {
      id: "second",
      header: t("customers.duplicates.second"),
      cell: (row) => <Card customer={row.second} />,
      width: "minmax(9rem, 1.4fr)",
    },
    {
      id: "shared",
      header: t("customers.duplicates.shared"),
      cell: (row) => t(`customers.duplicates.${row.phone === "" ? "sameName" : "samePhone"}`),
      width: "minmax(8rem, 1fr)",
    },
    {
      id: "actions",
      header: <VisuallyHidden>{t("customers.duplicates.actions")}</VisuallyHidden>,
      align: "end",
      width: "8rem",
      cell: (row) => (
        <Button
          size="compact-sm"
          variant="light"
          onClick={(event: MouseEvent) => {
            // The row opens the same.
            event.stopPropagation();
            onMerge(row);
          }}
          aria-label={t("customers.duplicates.mergeOf", {
            first: isolate(row.first.name),
            second: isolate(row.second.name),
          })}
          data-testid={`merge-${row.first.id}-${row.second.id}`}
        >
          {t("customers.duplicates.merge")}
        </Button>
      ),
    },
  ];
}

/** A name, and what tells its card from the other. */
function Card({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { name, phone, sales } = customer;
  return (
    <>
      <Clipped strong>{name}</Clipped>
      <Text component="div" size="xs" c="dimmed" truncate>
        {phone ? <PhoneText value={phone} /> : t("customers.merge.noPhone")}
        {" · "}
        {t("customers.merge.salesCount", { count: sales })}
      </Text>
    </>
  );
}
