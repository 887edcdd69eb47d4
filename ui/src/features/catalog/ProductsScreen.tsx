import { Button, Group, Switch, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPackage, IconPlus, IconSearch, IconServer } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useRoute } from "wouter";
import { type Product, useRead } from "../../api";
import { useAddressed } from "../../app/useAddressed";
import { EmptyState, ErrorNotice, LoadState, Page } from "../../components";
import { ownDirection } from "../../components/typed";
import { useArchiving } from "../../components/useArchiving";
import { useDialog } from "../../components/useDialog";
import { CodesPage } from "../codes/CodesPage";
import { ProductDialog } from "./ProductDialog";
import { ProductsTable } from "./ProductsTable";

const SEARCH_DELAY_MS = 150;

type Filters = { search: string; archived: boolean };

/** The products and each one's codes; what was searched for outlasts a look at the codes. */
export default function ProductsScreen() {
  const [, params] = useRoute("/products/:id/codes");
  const [filters, setFilters] = useState<Filters>({ search: "", archived: false });
  if (params?.id) return <CodesPage key={params.id} id={params.id} />;
  return <ProductList filters={filters} onFilters={setFilters} />;
}

type ListProps = { filters: Filters; onFilters: (filters: Filters) => void };

/** What the shop sells, what it costs today by its offers, and what that leaves. */
function ProductList({ filters, onFilters }: ListProps) {
  const { t } = useTranslation();
  const { search, archived } = filters;
  const setSearch = (typed: string) => onFilters({ ...filters, search: typed });
  const [typed] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const products = useRead("catalog", "productsList", typed, archived);
  const platforms = useRead("platforms", "platformsList");
  const editing = useDialog<Product | "new">();
  const archiving = useArchiving("productArchive", "catalog.archive");

  useAddressed("add", true, () => editing.open("new"));
  useAddressed("search", true, setSearch);

  // Nothing at all yet, and not merely nothing that matches.
  const pristine = products.data?.length === 0 && typed === "";

  return (
    <Page
      title={t("catalog.title")}
      actions={
        !pristine && (
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => editing.open("new")}
            data-testid="product-add"
          >
            {t("catalog.add")}
          </Button>
        )
      }
    >
      <ErrorNotice error={archiving.error} />
      {!pristine && (
        <Group gap="md">
          <TextInput
            aria-label={t("catalog.search")}
            placeholder={t("catalog.searchPlaceholder")}
            leftSection={<IconSearch size={16} aria-hidden />}
            {...ownDirection(search)}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            w="20rem"
            type="search"
            data-testid="product-search"
          />
          <Switch
            label={t("catalog.showArchived")}
            checked={archived}
            onChange={(event) => onFilters({ ...filters, archived: event.currentTarget.checked })}
          />
          <Text size="sm" c="dimmed" ms="auto" role="status">
            {products.data && t("catalog.count", { count: products.data.length })}
          </Text>
        </Group>
      )}
      <LoadState query={products}>
        {(rows) =>
          rows.length > 0 ? (
            <ProductsTable
              // Another search begins again at its best match.
              key={`${archived}/${typed}`}
              rows={rows}
              onEdit={editing.open}
              onArchive={archiving.archive}
              onUnarchive={archiving.unarchive}
            />
          ) : typed !== "" ? (
            <EmptyState
              icon={IconSearch}
              title={t("catalog.empty.noMatchTitle")}
              text={t("catalog.empty.noMatchText")}
              action={
                <Button variant="default" onClick={() => setSearch("")}>
                  {t("catalog.empty.clearSearch")}
                </Button>
              }
            />
          ) : (
            <LoadState query={platforms}>
              {(all) => (
                <FirstProduct
                  withPlatform={all.some((platform) => !platform.archived)}
                  onAdd={() => editing.open("new")}
                />
              )}
            </LoadState>
          )
        }
      </LoadState>

      {editing.target && (
        <ProductDialog
          key={editing.key}
          product={editing.target === "new" ? null : editing.target}
          opened={editing.opened}
          onClose={editing.close}
        />
      )}
      {archiving.dialog}
    </Page>
  );
}

/** A product's cost comes from a platform: without one, that comes first. */
function FirstProduct({ withPlatform, onAdd }: { withPlatform: boolean; onAdd: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  if (withPlatform) {
    return (
      <EmptyState
        icon={IconPackage}
        title={t("catalog.empty.title")}
        text={t("catalog.empty.text")}
        action={
          <Button
            mt="xs"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={onAdd}
            data-testid="product-add"
          >
            {t("catalog.add")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconServer}
      title={t("catalog.empty.noPlatformTitle")}
      text={t("catalog.empty.noPlatformText")}
      action={
        <Group justify="center" gap="sm" mt="xs">
          <Button onClick={() => navigate("/platforms")}>{t("catalog.empty.goPlatforms")}</Button>
          <Button variant="default" onClick={onAdd}>
            {t("catalog.addService")}
          </Button>
        </Group>
      }
    />
  );
}
