// Every row of the old files, as it stood there, with what became of it.
import { Button, Group, Loader, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArchive, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type KeptRow, type KeptRowsQuery, type RowFate, useReadPages } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ChoiceInput, EmptyState, ErrorNotice, Page } from "../../components";
import { BackLink } from "../../components/BackLink";
import { ClearFilters } from "../../components/ClearFilters";
import { LateSkeleton } from "../../components/Page";
import { ownDirection } from "../../components/typed";
import { useDialog } from "../../components/useDialog";
import { formatCount, isolate } from "../../format";
import { KeptRowDialog } from "./KeptRowDialog";
import { KeptRowsTable } from "./KeptRowsTable";
import classes from "./legacy.module.css";

type Filters = { search: string; shape: string | null; fate: RowFate | null };

const NO_FILTERS: Filters = { search: "", shape: null, fate: null };
const FATES: readonly RowFate[] = ["accepted", "kept", "duplicate", "refused"];
const SHAPES = [
  "stock_purchases",
  "stock_sales",
  "payment_history",
  "subscribers",
  "digital_products",
  "platforms",
  "platform_credit_movements",
  "stock_movements",
] as const;
const TYPING_PAUSE_MS = 250;
const PAGE_ROWS = 100;

function isFiltered({ search, shape, fate }: Filters): boolean {
  return search.trim() !== "" || shape !== null || fate !== null;
}

export function KeptRowsPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useState(NO_FILTERS);
  return (
    <Page
      title={t("kept.title")}
      subtitle={t("kept.subtitle")}
      back={<BackLink href="/import">{t("kept.back")}</BackLink>}
    >
      <RowFilters filters={filters} onFilters={setFilters} />
      <Rows filters={filters} onClear={() => setFilters(NO_FILTERS)} />
    </Page>
  );
}

type RowFiltersProps = { filters: Filters; onFilters: (filters: Filters) => void };

function RowFilters({ filters, onFilters }: RowFiltersProps) {
  const { t } = useTranslation();
  const change = (patch: Partial<Filters>) => onFilters({ ...filters, ...patch });
  return (
    <div className={classes.filters}>
      <TextInput
        label={t("kept.search")}
        placeholder={t("kept.searchPlaceholder")}
        leftSection={<IconSearch size={16} aria-hidden />}
        {...ownDirection(filters.search)}
        value={filters.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
        autoComplete="off"
        data-autofocus
        data-testid="kept-search"
      />
      <ChoiceInput
        label={t("kept.shape")}
        placeholder={t("kept.shapeAll")}
        data={SHAPES.map((value) => ({ value, label: t(`legacy.shapes.${value}`) }))}
        value={filters.shape}
        onChange={(shape) => change({ shape })}
        clearable
      />
      <ChoiceInput
        label={t("kept.fate")}
        placeholder={t("kept.fateAll")}
        data={FATES.map((value) => ({ value, label: t(`kept.fates.${value}`) }))}
        value={filters.fate}
        onChange={(fate) => change({ fate: fate as RowFate | null })}
        clearable
      />
      <ClearFilters
        label={t("kept.clear")}
        filtered={isFiltered(filters)}
        onClear={() => onFilters(NO_FILTERS)}
      />
    </div>
  );
}

function Rows({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const [search] = useDebouncedValue(filters.search.trim(), TYPING_PAUSE_MS);
  const shown = useDialog<KeptRow>();
  const asked = { ...filters, search };
  const query = useReadPages("book", "legacyRows", [asked], (after): [KeptRowsQuery] => [
    { ...asked, after, limit: PAGE_ROWS },
  ]);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  // Where what is sought is rare, a page may bring no row: the next one is looked through at once.
  const seeking = hasNextPage && (query.data?.pages.at(-1)?.rows.length ?? 0) < PAGE_ROWS;
  useEffect(() => {
    if (seeking && !isFetching && !query.error) void fetchNextPage();
  }, [seeking, isFetching, query.error, fetchNextPage]);

  if (query.data === undefined) {
    return query.error ? (
      <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LateSkeleton />
    );
  }
  return (
    <>
      <ErrorNotice error={query.error} onRetry={() => void fetchNextPage()} />
      <Found rows={rows.length} last={query.data.pages.at(-1)} seeking={seeking} />
      {rows.length > 0 ? (
        <KeptRowsTable
          // Another question begins again at its first row.
          key={JSON.stringify(asked)}
          rows={rows}
          onOpen={shown.open}
          onEnd={() => {
            if (hasNextPage && !isFetching) void fetchNextPage();
          }}
        />
      ) : (
        !seeking && <Nothing filtered={isFiltered(asked)} onClear={onClear} />
      )}
      {shown.target && (
        <KeptRowDialog
          key={shown.key}
          row={shown.target}
          opened={shown.opened}
          onClose={shown.close}
        />
      )}
    </>
  );
}

type FoundProps = {
  rows: number;
  last: { looked_at: number; total: number } | undefined;
  seeking: boolean;
};

/** How many rows there are, and while a rare word is sought how far the search is. */
function Found({ rows, last, seeking }: FoundProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (last === undefined || last.total === 0) return null;
  const number = (count: number) => isolate(formatCount(count, language));
  const found = { count: rows, found: number(rows) };
  const of = { looked: number(last.looked_at), total: number(last.total) };
  const done = last.looked_at === last.total;
  return (
    <Group gap="xs" role="status" mih="1.5rem">
      {seeking && <Loader size={14} aria-hidden />}
      <Text size="sm" c="dimmed" data-testid="kept-found">
        {done ? t("kept.found", found) : t("kept.foundOf", { ...found, ...of })}
      </Text>
    </Group>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  return filtered ? (
    <EmptyState
      icon={IconArchive}
      title={t("kept.noneTitle")}
      text={t("kept.noneText")}
      action={
        <Button variant="default" onClick={onClear}>
          {t("kept.clear")}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={IconArchive}
      title={t("kept.emptyTitle")}
      text={t("kept.emptyText")}
      action={
        <Button component={Link} href="/import">
          {t("kept.import")}
        </Button>
      }
    />
  );
}
