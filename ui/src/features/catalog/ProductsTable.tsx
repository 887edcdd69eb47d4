import { ActionIcon, Group, Menu, Text, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArchive, IconArchiveOff, IconDots, IconKey, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Product } from "../../api";
import {
  Amount,
  type Column,
  CreditAmount,
  DataTable,
  None,
  PercentText,
  StatusBadge,
} from "../../components";
import { Clipped } from "../../components/Clipped";
import { isNegative } from "../../format";
import { TermText } from "./TermText";

/** Below it, category and term stand under the product's name. */
const WIDE = "(min-width: 80em)";

type Props = {
  rows: readonly Product[];
  onEdit: (product: Product) => void;
  onArchive: (product: Product) => void;
  onUnarchive: (product: Product) => void;
};

export function ProductsTable({ rows, onEdit, onArchive, onUnarchive }: Props) {
  const { t } = useTranslation();
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const all: Column<Product>[] = [
    {
      id: "name",
      header: t("catalog.column.name"),
      cell: (row) => <NameCell product={row} withDetails={!wide} />,
      width: wide ? "minmax(11rem, 1.6fr)" : "minmax(11rem, 2.4fr)",
    },
    {
      id: "category",
      header: t("catalog.column.category"),
      cell: (row) =>
        row.category ? <Clipped>{row.category}</Clipped> : <Faint>{t("catalog.noCategory")}</Faint>,
      width: "minmax(8.25rem, 1.2fr)",
    },
    {
      id: "price",
      header: t("catalog.column.price"),
      cell: (row) => <Amount value={row.price} />,
      align: "end",
      width: "6.5rem",
    },
    {
      id: "cost",
      header: t("catalog.column.cost"),
      cell: (row) =>
        row.cost !== null ? (
          <Amount value={row.cost} />
        ) : row.offers.length === 0 ? (
          <None />
        ) : (
          <Faint>{t("catalog.noCost")}</Faint>
        ),
      align: "end",
      width: "6.5rem",
    },
    {
      id: "margin",
      header: t("catalog.column.margin"),
      cell: (row) => <MarginCell product={row} />,
      align: "end",
      width: "6.5rem",
    },
    {
      id: "offers",
      header: t("catalog.column.offers"),
      cell: (row) => <OffersCell product={row} />,
      width: "minmax(7rem, 1.2fr)",
    },
    {
      id: "term",
      header: t("catalog.column.term"),
      cell: (row) => <TermText product={row} />,
      width: "6rem",
    },
    {
      id: "actions",
      header: <VisuallyHidden>{t("catalog.column.actions")}</VisuallyHidden>,
      cell: (row) => (
        <RowMenu
          product={row}
          onEdit={() => onEdit(row)}
          onArchive={() => (row.archived ? onUnarchive(row) : onArchive(row))}
        />
      ),
      align: "end",
      width: "2.25rem",
    },
  ];

  const columns = wide ? all : all.filter(({ id }) => id !== "category" && id !== "term");

  return (
    <DataTable
      label={t("catalog.table")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowTestId={(row) => `product-${row.id}`}
      rowHeight={56}
      onOpen={onEdit}
    />
  );
}

function Faint({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" style={{ whiteSpace: "nowrap" }}>
      {children}
    </Text>
  );
}

/** The details are those of the columns for which there is no room. */
function NameCell({ product, withDetails }: { product: Product; withDetails: boolean }) {
  const { t } = useTranslation();
  const hasTerm = product.term_months !== null || product.term_days !== null;
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <Clipped strong>{product.name}</Clipped>
        {product.archived && <StatusBadge tone="neutral">{t("catalog.archivedBadge")}</StatusBadge>}
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {t(`catalog.kind.${product.kind}`)}
        <CodesLeft codes={product.codes} />
        {withDetails && hasTerm && (
          <>
            {" · "}
            <TermText product={product} />
          </>
        )}
        {withDetails && product.category && (
          <>
            {" · "}
            <bdi>{product.category}</bdi>
          </>
        )}
      </Text>
    </>
  );
}

/** How many codes can be sold; that there is none left stands out. */
function CodesLeft({ codes }: { codes: number | null }) {
  const { t } = useTranslation();
  if (codes === null) return null;
  return (
    <>
      {" · "}
      {codes === 0 ? (
        <Text span inherit fw={600} c="var(--rasid-negative)">
          {t("catalog.noCodes")}
        </Text>
      ) : (
        t("catalog.codesLeft", { count: codes })
      )}
    </>
  );
}

function MarginCell({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { profit, margin } = product;
  if (profit === null) return <None />;
  return (
    <>
      <Amount value={profit} judged />
      {isNegative(profit) ? (
        <Text size="xs" c="var(--rasid-negative)">
          {t("catalog.loss")}
        </Text>
      ) : (
        margin !== null && (
          <Text size="xs" c="dimmed">
            <PercentText value={margin} />
          </Text>
        )
      )}
    </>
  );
}

/** The default offer, the one a sale takes, and how many others there are. */
function OffersCell({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { offers } = product;
  const shown = offers.find((offer) => offer.is_default) ?? offers[0];
  if (!shown) return <Faint>{t("catalog.noOffer")}</Faint>;
  return (
    <>
      <Clipped>{shown.platform}</Clipped>
      <Text size="xs" c="dimmed" truncate>
        <CreditAmount value={shown.credit} unit={shown.unit} decimals={shown.decimals} />
        {offers.length > 1 && ` ${t("catalog.moreOffers", { count: offers.length - 1 })}`}
      </Text>
    </>
  );
}

type RowMenuProps = { product: Product; onEdit: () => void; onArchive: () => void };

function RowMenu({ product, onEdit, onArchive }: RowMenuProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { id, name, archived } = product;
  const ArchiveIcon = archived ? IconArchiveOff : IconArchive;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("catalog.more", { name })}
          // The row opens on a click; its menu is for itself.
          onClick={(event) => event.stopPropagation()}
          data-testid={`product-menu-${id}`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          {t("catalog.edit")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={16} aria-hidden />}
          onClick={() => navigate(`/products/${id}/codes`)}
        >
          {t("catalog.codesAction")}
        </Menu.Item>
        <Menu.Item leftSection={<ArchiveIcon size={16} aria-hidden />} onClick={onArchive}>
          {t(archived ? "catalog.unarchiveAction" : "catalog.archiveAction")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
