// Two customers side by side, which of them stays, and what comes of it.
import { Radio, Table, Text } from "@mantine/core";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Customer, Id } from "../../api";
import { useLanguage } from "../../app/i18n";
import { PhoneText } from "../../components";
import { formatCount, isZero } from "../../format";
import { AmountOrNothing } from "./AmountOrNothing";
import { WilayaText } from "./Wilaya";

type MergeTableProps = {
  first: Customer;
  other: Customer;
  stays: Customer;
  onStays: (id: Id) => void;
  /** The radio of the one who stays. */
  chosenRef: Ref<HTMLInputElement>;
  autoFocus: boolean;
};

export function MergeTable({ first, other, stays, onStays, ...focus }: MergeTableProps) {
  const { t } = useTranslation();
  const goes = stays === first ? other : first;
  const head = (customer: Customer) => (
    <Table.Th key={customer.id} scope="col">
      <Radio
        ref={customer === stays ? focus.chosenRef : undefined}
        value={customer.id}
        label={<bdi>{customer.name}</bdi>}
        description={customer.archived ? t("customers.merge.archived") : undefined}
        disabled={customer.archived}
        onKeyDown={toTheButton}
        data-autofocus={(focus.autoFocus && customer === stays) || undefined}
        data-testid={`stays-${customer.id}`}
      />
    </Table.Th>
  );
  return (
    <Radio.Group
      label={t("customers.merge.stays")}
      value={stays.id}
      onChange={onStays}
      labelProps={{ mb: "xs" }}
    >
      <Table
        withTableBorder
        aria-label={t("customers.merge.table")}
        layout="fixed"
        // The button that confirms is seen without scrolling on the smallest window.
        verticalSpacing={3}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Td w="7.5rem" />
            {head(first)}
            {head(other)}
            <Table.Th scope="col" data-testid="merge-result">
              <Text size="xs" c="dimmed">
                {t("customers.merge.after")}
              </Text>
              <bdi>{stays.name}</bdi>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Rows first={first} other={other} stays={stays} goes={goes} />
        </Table.Tbody>
      </Table>
    </Radio.Group>
  );
}

/** Enter goes on to what confirms, which asks for another: what can't be undone is not done by a second too many. */
function toTheButton(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  event.currentTarget.form?.querySelector<HTMLElement>('[type="submit"]')?.focus();
}

type Four = { first: Customer; other: Customer; stays: Customer; goes: Customer };

function Rows(four: Four) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { first, other, stays, goes } = four;
  const count = (sales: number) => <bdi dir="ltr">{formatCount(sales, language)}</bdi>;
  return (
    <>
      <Taken {...four} of="phone" label={t("customers.column.phone")} always>
        {(phone) => <PhoneText value={phone} />}
      </Taken>
      <Taken {...four} of="email" label={t("customers.form.email")}>
        {(email) => <bdi dir="ltr">{email}</bdi>}
      </Taken>
      <Taken {...four} of="wilaya" label={t("customers.form.wilaya")}>
        {(wilaya) => <WilayaText value={wilaya} />}
      </Taken>
      {(first.note || other.note) && (
        <Row
          label={t("customers.form.note")}
          first={<Note>{first.note}</Note>}
          other={<Note>{other.note}</Note>}
          after={<Note>{[stays.note, goes.note].filter(Boolean).join("\n")}</Note>}
        />
      )}
      <Row
        label={t("customers.column.sales")}
        first={count(first.sales)}
        other={count(other.sales)}
        after={count(first.sales + other.sales)}
      />
      <Sum {...four} of="debt" label={t("customers.column.debt")} />
      <Sum {...four} of="credit" label={t("customers.column.credit")} />
    </>
  );
}

type TakenProps = Four & {
  of: "phone" | "email" | "wilaya";
  label: string;
  /** Also where neither has it: whether they share a phone is what one looks for. */
  always?: boolean;
  children: (value: string) => ReactNode;
};

/** What the one who stays lacks is taken over. */
function Taken({ first, other, stays, goes, of, label, always, children }: TakenProps) {
  const cell = (value: string) => (value === "" ? <Nothing /> : children(value));
  if (!always && first[of] === "" && other[of] === "") return null;
  return (
    <Row
      label={label}
      first={cell(first[of])}
      other={cell(other[of])}
      after={cell(stays[of] || goes[of])}
    />
  );
}

/** Two amounts beside each other where both have one: what they make is worked out by the program alone. */
function Sum({ first, other, of, label }: Four & { of: "debt" | "credit"; label: string }) {
  const both = !isZero(first[of]) && !isZero(other[of]);
  return (
    <Row
      label={label}
      first={<AmountOrNothing value={first[of]} />}
      other={<AmountOrNothing value={other[of]} />}
      after={
        both ? (
          <>
            <AmountOrNothing value={first[of]} strong /> +{" "}
            <AmountOrNothing value={other[of]} strong />
          </>
        ) : (
          <AmountOrNothing value={isZero(first[of]) ? other[of] : first[of]} strong />
        )
      }
    />
  );
}

type RowProps = { label: string; first: ReactNode; other: ReactNode; after: ReactNode };

function Row({ label, first, other, after }: RowProps) {
  return (
    <Table.Tr style={{ overflowWrap: "anywhere" }}>
      <Table.Th scope="row">
        <Text span inherit c="dimmed" fw={400}>
          {label}
        </Text>
      </Table.Th>
      <Table.Td>{first}</Table.Td>
      <Table.Td>{other}</Table.Td>
      <Table.Td fw={600}>{after}</Table.Td>
    </Table.Tr>
  );
}

function Note({ children }: { children: string }) {
  if (children === "") return <Nothing />;
  return (
    <Text size="sm" inherit lineClamp={3} style={{ whiteSpace: "pre-line" }} title={children}>
      <bdi>{children}</bdi>
    </Text>
  );
}

function Nothing() {
  return (
    <Text span inherit c="dimmed" fw={400}>
      –
    </Text>
  );
}
