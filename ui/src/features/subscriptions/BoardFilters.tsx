import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useRead } from "../../api";
import { ChoiceInput } from "../../components";
import { ClearFilters } from "../../components/ClearFilters";
import { ownDirection } from "../../components/typed";
import { type Filters, isFiltered, NO_FILTERS } from "./stages";
import classes from "./subscriptions.module.css";

type Props = { filters: Filters; onFilters: (filters: Filters) => void };

export function BoardFilters({ filters, onFilters }: Props) {
  const { t } = useTranslation();
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const products = useRead("catalog", "productsList", "", true).data ?? [];
  const change = (patch: Partial<Filters>) => onFilters({ ...filters, ...patch });
  return (
    <div className={classes.filters}>
      <TextInput
        label={t("subscriptions.filter.search")}
        placeholder={t("subscriptions.filter.placeholder")}
        leftSection={<IconSearch size={16} aria-hidden />}
        {...ownDirection(filters.search)}
        value={filters.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
        autoComplete="off"
        data-testid="subscriptions-search"
      />
      <ChoiceInput
        label={t("subscriptions.filter.platform")}
        placeholder={t("subscriptions.filter.platformAll")}
        data={platforms.map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.platform_id}
        onChange={(platform_id) => change({ platform_id })}
        clearable
      />
      <ChoiceInput
        label={t("subscriptions.filter.product")}
        placeholder={t("subscriptions.filter.productAll")}
        // What has no term never stands on the board.
        data={products
          .filter(({ term_months, term_days }) => term_months !== null || term_days !== null)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.product_id}
        onChange={(product_id) => change({ product_id })}
        clearable
      />
      <ClearFilters
        label={t("subscriptions.filter.clear")}
        filtered={isFiltered(filters)}
        onClear={() => onFilters(NO_FILTERS)}
      />
    </div>
  );
}
