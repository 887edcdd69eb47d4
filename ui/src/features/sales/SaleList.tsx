import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { IconPlus, IconReceipt, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { type AppError, type Id, type SaleStatus, useRead, useReadPages } from "../../api";
import { ChoiceInput, DataTable, EmptyState, ErrorNotice, Page } from "../../components";
import { ClearFilters } from "../../components/ClearFilters";
import { LateSkeleton } from "../../components/Page";
import { ownDirection } from "../../components/typed";
import { DatasetExport } from "../reports/DatasetExport";
import { PeriodChoice, PeriodDays } from "../reports/PeriodInput";
import { isAskable } from "../reports/period";
import { type Filters, isFiltered, NO_FILTERS, STATUSES, salesQuery } from "./filters";
import { useSaleColumns } from "./saleColumns";
import classes from "./sales.module.css";

type FiltersProps = { filters: Filters; onFilters: (filters: Filters) => void };

const TYPING_PAUSE_MS = 150;
const WIDE = "(min-width: 96em)";

export function SaleList({ filters, onFilters }: FiltersProps) {
  const { t } = useTranslation();
  const [exportError, setExportError] = useState<AppError | null>(null);
  return (
    <Page
      title={t("sales.list.title")}
      actions={
        <>
          <DatasetExport
            datasets={[
              { dataset: "sales", label: t("sales.export.sales") },
              { dataset: "payments", label: t("sales.export.payments") },
            ]}
            period={filters.period}
            onError={setExportError}
          />
          <Button
            component={Link}
            href="/sales/new"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t("sales.list.new")}
          </Button>
        </>
      }
    >
      <ErrorNotice error={exportError} />
      <SaleFilters filters={filters} onFilters={onFilters} />
      <SaleTable filters={filters} onFilters={onFilters} />
    </Page>
  );
}

function SaleFilters({ filters, onFilters }: FiltersProps) {
  const { t } = useTranslation();
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const products = useRead("catalog", "productsList", "", true).data ?? [];
  const change = (patch: Partial<Filters>) => onFilters({ ...filters, ...patch });
  // A choice that can be cleared: empty shows the word for "all".
  const choice = (
    label: string,
    all: string,
    named: readonly { id: Id; name: string }[],
    value: Id | null,
    choose: (id: Id | null) => void,
  ) => (
    <ChoiceInput
      label={label}
      placeholder={all}
      data={named.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={choose}
      clearable
    />
  );
  return (
    <div className={classes.filtersBox}>
      <div className={classes.filters}>
        <TextInput
          label={t("sales.list.searchLabel")}
          placeholder={t("sales.list.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          {...ownDirection(filters.search)}
          value={filters.search}
          onChange={(event) => change({ search: event.currentTarget.value })}
          autoComplete="off"
          data-testid="sales-search"
        />
        {choice(
          t("sales.list.status"),
          t("sales.list.statusAll"),
          STATUSES.map((id) => ({ id, name: t(`sales.status.${id}`) })),
          filters.status,
          (status) => change({ status: status as SaleStatus | null }),
        )}
        {choice(
          t("sales.list.platform"),
          t("sales.list.platformAll"),
          platforms,
          filters.platform_id,
          (platform_id) => change({ platform_id }),
        )}
        {choice(
          t("sales.list.product"),
          t("sales.list.productAll"),
          products,
          filters.product_id,
          (product_id) => change({ product_id }),
        )}
        <PeriodChoice value={filters.period} onChange={(period) => change({ period })} />
        <ClearFilters
          label={t("sales.list.clear")}
          filtered={isFiltered(filters)}
          onClear={() => onFilters(NO_FILTERS)}
        />
      </div>
      {filters.period.preset === "days" && (
        <div className={classes.filtersSecond}>
          <PeriodDays value={filters.period} onChange={(period) => change({ period })} />
        </div>
      )}
    </div>
  );
}

function SaleTable({ filters, onFilters }: FiltersProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const columns = useSaleColumns(wide);
  const [search] = useDebouncedValue(filters.search, TYPING_PAUSE_MS);
  // What is no day, or two in the wrong order, is said next to them: no need to ask.
  const asked = {
    ...filters,
    search,
    period: isAskable(filters.period) ? filters.period : NO_FILTERS.period,
  };
  const sales = useReadPages(
    "sales",
    "salesPage",
    [salesQuery(asked, null)],
    (before: Id | null) => [salesQuery(asked, before)],
  );
  if (sales.data === undefined) {
    if (sales.error) {
      return <ErrorNotice error={sales.error} onRetry={() => void sales.refetch()} />;
    }
    return <LateSkeleton />;
  }
  const rows = sales.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return isFiltered(filters) ? (
      <EmptyState
        icon={IconReceipt}
        title={t("sales.list.noneTitle")}
        text={t("sales.list.noneText")}
        action={
          <Button variant="default" onClick={() => onFilters(NO_FILTERS)}>
            {t("sales.list.clear")}
          </Button>
        }
      />
    ) : (
      <EmptyState
        icon={IconReceipt}
        title={t("sales.list.emptyTitle")}
        text={t("sales.list.emptyText")}
        action={
          <Button component={Link} href="/sales/new">
            {t("sales.list.new")}
          </Button>
        }
      />
    );
  }
  return (
    <>
      {sales.error && (
        <ErrorNotice error={sales.error} onRetry={() => void sales.fetchNextPage()} />
      )}
      <DataTable
        // Another question is another table: it starts at its top, and its rows have their own height.
        key={JSON.stringify([asked, wide])}
        label={t("sales.list.label")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHeight={wide ? 44 : 56}
        maxHeight={`max(16rem, calc(100dvh - ${filters.period.preset === "days" ? 20.5 : 15.5}rem))`}
        onOpen={(row) => navigate(`/sales/${row.id}`)}
        onEnd={() => {
          if (sales.hasNextPage && !sales.isFetchingNextPage) void sales.fetchNextPage();
        }}
        rowTestId={(row) => `sale-${row.number}`}
        data-testid="sales-table"
      />
    </>
  );
}
