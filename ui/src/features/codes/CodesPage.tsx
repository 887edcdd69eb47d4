// What a product has in stock to be handed over: cards, keys, accounts that wait for their customer.
import { Button, Group, SegmentedControl } from "@mantine/core";
import { IconFileImport, IconKey, IconPackageOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type CodeState,
  type CodesPage as CodesAnswer,
  type Id,
  type Product,
  useRead,
  useReadPages,
} from "../../api";
import { useLanguage } from "../../app/i18n";
import { EmptyState, LoadState, Page } from "../../components";
import { BackLink as Back } from "../../components/BackLink";
import { useDialog } from "../../components/useDialog";
import { formatCount } from "../../format";
import { CodesTable } from "./CodesTable";
import { ImportDialog } from "./ImportDialog";

const PAGE_SIZE = 200;

/** What one comes for stands first. */
const FILTERS = ["free", "sold", "withdrawn", "all"] as const;
type Filter = (typeof FILTERS)[number];

export function CodesPage({ id }: { id: Id }) {
  const products = useRead("catalog", "productsList", "", true);
  return (
    <LoadState query={products}>
      {(all) => {
        const product = all.find((candidate) => candidate.id === id);
        return product ? <Stock product={product} /> : <UnknownProduct />;
      }}
    </LoadState>
  );
}

function BackLink() {
  const { t } = useTranslation();
  return <Back href="/products">{t("codes.back")}</Back>;
}

function UnknownProduct() {
  const { t } = useTranslation();
  return (
    <Page title={t("codes.unknownTitle")}>
      <EmptyState
        icon={IconPackageOff}
        title={t("codes.unknownTitle")}
        text={t("codes.unknownText")}
        action={<BackLink />}
      />
    </Page>
  );
}

type Counts = Pick<CodesAnswer, "free" | "sold" | "withdrawn">;

function total({ free, sold, withdrawn }: Counts): number {
  return free + sold + withdrawn;
}

function Stock({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { id, name } = product;
  const [filter, setFilter] = useState<Filter>("free");
  const importing = useDialog<Product>();
  const state: CodeState | null = filter === "all" ? null : filter;
  const codes = useReadPages("codes", "codesPage", [id, state], (after) => [
    { product_id: id, state, after, limit: PAGE_SIZE },
  ]);
  const counts = codes.data?.pages[0];
  const pristine = counts !== undefined && total(counts) === 0;
  const importButton = (
    <Button
      leftSection={<IconFileImport size={18} aria-hidden />}
      onClick={() => importing.open(product)}
      data-testid="codes-import"
    >
      {t("codes.import.action")}
    </Button>
  );

  return (
    <Page
      title={
        <>
          {t("codes.titleOf")} <bdi>{name}</bdi>
        </>
      }
      back={<BackLink />}
      actions={!pristine && importButton}
    >
      {counts && !pristine && <StateFilter counts={counts} value={filter} onChange={setFilter} />}
      <LoadState query={codes}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (pristine) {
            return (
              <EmptyState
                icon={IconKey}
                title={t("codes.empty.title")}
                text={t("codes.empty.text")}
                action={importButton}
              />
            );
          }
          if (rows.length === 0) return <NoneHere filter={filter} />;
          return (
            <CodesTable
              // Another state begins again at its oldest code.
              key={filter}
              product={product}
              rows={rows}
              onEnd={() => {
                if (codes.hasNextPage && !codes.isFetchingNextPage) void codes.fetchNextPage();
              }}
            />
          );
        }}
      </LoadState>
      {importing.target && (
        <ImportDialog
          key={importing.key}
          product={product}
          opened={importing.opened}
          onClose={importing.close}
        />
      )}
    </Page>
  );
}

function NoneHere({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconKey}
      title={t(`codes.none.${filter}.title`)}
      text={t(`codes.none.${filter}.text`)}
    />
  );
}

type StateFilterProps = { counts: Counts; value: Filter; onChange: (filter: Filter) => void };

/** The counts are the filter: each opens the codes that it counts. */
function StateFilter({ counts, value, onChange }: StateFilterProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const of = (filter: Filter) => (filter === "all" ? total(counts) : counts[filter]);
  return (
    <Group>
      <SegmentedControl
        aria-label={t("codes.filter.label")}
        data={FILTERS.map((filter) => ({
          value: filter,
          label: t(`codes.filter.${filter}`, { number: formatCount(of(filter), language) }),
        }))}
        value={value}
        onChange={(next) => onChange(next as Filter)}
        data-testid="codes-filter"
      />
    </Group>
  );
}
