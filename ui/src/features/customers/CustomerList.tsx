import { Button, Group, Switch, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconSearch, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Customer, useReadPages } from "../../api";
import { useLanguage } from "../../app/i18n";
import { useAddressed } from "../../app/useAddressed";
import {
  type Column,
  DataTable,
  DayText,
  EmptyState,
  LoadState,
  None,
  Page,
  PhoneText,
  StatusBadge,
} from "../../components";
import { Clipped } from "../../components/Clipped";
import { ownDirection } from "../../components/typed";
import { useDialog } from "../../components/useDialog";
import { formatCount } from "../../format";
import { AmountOrNothing } from "./AmountOrNothing";
import { CustomerDialog } from "./CustomerDialog";
import { DuplicatesFound } from "./DuplicatesFound";

const SEARCH_DELAY_MS = 150;
const PAGE_SIZE = 100;

export function CustomerList() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState("");
  const [with_debt, setWithDebt] = useState(false);
  const [archived, setArchived] = useState(false);
  const [typed] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const filter = { search: typed, with_debt, archived };
  const customers = useReadPages("customers", "customersPage", [filter], (after: string | null) => [
    { ...filter, after, limit: PAGE_SIZE },
  ]);
  const adding = useDialog<"new">();
  useAddressed("add", true, () => adding.open("new"));

  const total = customers.data?.pages[0]?.total;
  const filtered = typed !== "" || with_debt;
  // Nothing at all yet, and not merely nothing that matches.
  const pristine = total === 0 && !filtered;

  const addButton = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => adding.open("new")}
      data-testid="customer-add"
    >
      {t("customers.add")}
    </Button>
  );

  return (
    <Page
      title={t("customers.title")}
      subtitle={<DuplicatesFound />}
      actions={!pristine && addButton}
    >
      {/* An archived customer must be findable even where all are archived. */}
      <Group gap="md">
        <TextInput
          aria-label={t("customers.search")}
          placeholder={t("customers.searchPlaceholder")}
          leftSection={<IconSearch size={16} aria-hidden />}
          {...ownDirection(search)}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w="18rem"
          type="search"
          data-testid="customer-search"
        />
        <Switch
          label={t("customers.withDebt")}
          checked={with_debt}
          onChange={(event) => setWithDebt(event.currentTarget.checked)}
        />
        <Switch
          label={t("customers.showArchived")}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed" ms="auto" role="status">
          {total !== undefined &&
            t("customers.count", { count: total, shown: formatCount(total, language) })}
        </Text>
      </Group>
      <LoadState query={customers}>
        {(data) =>
          total ? (
            <CustomersTable
              // Another search begins again at its first row.
              key={JSON.stringify(filter)}
              rows={data.pages.flatMap((page) => page.rows)}
              onOpen={(customer) => navigate(`/customers/${customer.id}`)}
              onEnd={() => {
                if (customers.hasNextPage && !customers.isFetchingNextPage)
                  void customers.fetchNextPage();
              }}
            />
          ) : pristine ? (
            <EmptyState
              icon={IconUsers}
              title={t("customers.empty.title")}
              text={t("customers.empty.text")}
              action={addButton}
            />
          ) : (
            <EmptyState
              icon={IconSearch}
              title={t("customers.empty.noMatchTitle")}
              text={t("customers.empty.noMatchText")}
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    setSearch("");
                    setWithDebt(false);
                  }}
                >
                  {t("customers.empty.clear")}
                </Button>
              }
            />
          )
        }
      </LoadState>

      {adding.target && (
        <CustomerDialog
          key={adding.key}
          customer={null}
          opened={adding.opened}
          onClose={adding.close}
        />
      )}
    </Page>
  );
}

type TableProps = {
  rows: readonly Customer[];
  onOpen: (customer: Customer) => void;
  onEnd: () => void;
};

function CustomersTable({ rows, onOpen, onEnd }: TableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const columns: Column<Customer>[] = [
    {
      id: "name",
      header: t("customers.column.name"),
      cell: (row) => (
        <Group gap="xs" wrap="nowrap">
          <Clipped strong>{row.name}</Clipped>
          {row.archived && <StatusBadge tone="neutral">{t("customers.archivedBadge")}</StatusBadge>}
        </Group>
      ),
      width: "minmax(8rem, 2fr)",
    },
    {
      id: "phone",
      header: t("customers.column.phone"),
      cell: (row) => (row.phone ? <PhoneText value={row.phone} /> : <None />),
      width: "minmax(7.5rem, 1fr)",
    },
    {
      id: "debt",
      header: t("customers.column.debt"),
      cell: (row) => <AmountOrNothing value={row.debt} strong />,
      align: "end",
      width: "7rem",
    },
    {
      id: "credit",
      header: t("customers.column.credit"),
      cell: (row) => <AmountOrNothing value={row.credit} />,
      align: "end",
      width: "7rem",
    },
    {
      id: "sales",
      header: t("customers.column.sales"),
      cell: (row) => <bdi dir="ltr">{formatCount(row.sales, language)}</bdi>,
      align: "end",
      width: "4rem",
    },
    {
      id: "last_sale",
      header: t("customers.column.lastSale"),
      cell: (row) => (row.last_sale ? <DayText value={row.last_sale} /> : <None />),
      align: "end",
      width: "6.5rem",
    },
  ];
  return (
    <DataTable
      label={t("customers.table")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowTestId={(row) => `customer-${row.id}`}
      onOpen={onOpen}
      onEnd={onEnd}
    />
  );
}
