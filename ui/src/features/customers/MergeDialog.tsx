// Two cards of one person become one.
import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle, IconUser } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Country, type Customer, type Id, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { FormDialog, foldText } from "../../components";
import { useOnce } from "../../components/useOnce";
import { formatPhone, isolate } from "../../format";
import { CustomerOption } from "../sales/CustomerPicker";
import { SearchPicker } from "../sales/SearchPicker";
import { MergeTable } from "./MergeTable";

const SHOWN = 6;
/** Letters of a name: two of them stand on the button that confirms. */
const ON_A_BUTTON = 28;

type Props = {
  first: Customer;
  /** Already known; otherwise it is searched for. */
  second?: Customer | undefined;
  opened: boolean;
  onClose: () => void;
  onMerged: (gone: Customer, kept: Customer) => void;
};

export function MergeDialog({ first, second, opened, onClose, onMerged }: Props) {
  const { t } = useTranslation();
  const write = useWrite("customerMerge");
  const once = useOnce();
  const [text, setText] = useState("");
  const [other, setOther] = useState<Customer | null>(second ?? null);
  const [chosen, setChosen] = useState<Id | null>(null);
  const [tried, setTried] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const radio = useRef<HTMLInputElement>(null);
  const { from, into, words } = useEnds(first, other, chosen);

  useEffect(() => {
    // Where one goes on once the other has been found.
    if (other !== null && !second) radio.current?.focus();
  }, [other, second]);

  function choose(next: Customer | null, name: string) {
    write.reset();
    setOther(next);
    setChosen(null);
    setText(name);
  }
  async function submit() {
    if (!from || !into) {
      setTried(true);
      search.current?.focus();
      return;
    }
    once(async () => {
      const kept = await write.mutateAsync([{ from: from.id, into: into.id }]);
      onMerged(from, kept);
    });
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("customers.merge.title")}
      submitLabel={
        words ? t("customers.merge.submit", words.short) : t("customers.merge.submitIdle")
      }
      dirty={text.trim() !== ""}
      loading={write.isPending}
      error={write.error}
      size="xl"
      data-testid="merge-dialog"
    >
      {!second && (
        <SearchPicker<Customer>
          label={t("customers.merge.other")}
          placeholder={t("customers.merge.otherPlaceholder")}
          none={t("customers.merge.otherNone")}
          text={text}
          onText={(typed) => choose(null, typed)}
          chosen={other !== null}
          room="customers"
          name={`customers-to-merge-with-${first.id}`}
          search={(typed) => searchOthers(typed, first)}
          optionKey={(option) => option.id}
          option={(option) => <CustomerOption option={{ kind: "known", customer: option }} />}
          onPick={(option) => choose(option, option.name)}
          onSkip={() => radio.current?.focus()}
          // The focus follows once the choice is there.
          onPicking={() => undefined}
          error={tried && other === null ? t("customers.merge.otherRequired") : undefined}
          inputRef={search}
          leftSection={<IconUser size={16} aria-hidden />}
          autoFocus
          data-testid="merge-other"
        />
      )}
      {other && into && words && (
        <>
          <MergeTable
            first={first}
            other={other}
            stays={into}
            onStays={setChosen}
            chosenRef={radio}
            autoFocus={second !== undefined}
          />
          <Alert
            color="orange"
            p="sm"
            icon={<IconAlertTriangle aria-hidden />}
            data-testid="merge-warning"
          >
            <Text size="sm">{t("customers.merge.warning", words.whole)}</Text>
            <Text size="sm" fw={600} mt={4}>
              {t("customers.merge.final")}
            </Text>
          </Alert>
        </>
      )}
    </FormDialog>
  );
}

/** Everybody else; those put aside only where the one of this page can stay. */
async function searchOthers(text: string, first: Customer): Promise<Customer[]> {
  const query = {
    search: text,
    archived: !first.archived,
    with_debt: false,
    after: null,
    // One more: the one of this page may be among them.
    limit: SHOWN + 1,
  };
  const { rows } = await api.customersPage(query);
  return rows.filter(({ id }) => id !== first.id).slice(0, SHOWN);
}

/** Who goes into whom, as chosen; without a choice the one with more sales stays. */
function useEnds(first: Customer, other: Customer | null, chosen: Id | null) {
  const { t } = useTranslation();
  const { country } = useBook();
  if (!other) return { from: null, into: null, words: null };
  const usual =
    first.archived || (!other.archived && other.sales > first.sales) ? other.id : first.id;
  const into = (chosen ?? usual) === first.id ? first : other;
  const from = into === first ? other : first;
  const called = (customer: Customer, longest: number) => {
    const apart = tellApart(customer, customer === from ? into : from, country, t);
    return isolate(clip(customer.name, longest) + apart);
  };
  const both = (longest: number) => ({ from: called(from, longest), into: called(into, longest) });
  return { from, into, words: { whole: both(Infinity), short: both(ON_A_BUTTON) } };
}

function clip(name: string, longest: number): string {
  const letters = [...name];
  return letters.length <= longest ? name : `${letters.slice(0, longest - 1).join("")}…`;
}

/** Behind the names of two who have the same: what they differ in. */
function tellApart(customer: Customer, other: Customer, country: Country, t: TFunction): string {
  const { name, phone, sales } = customer;
  if (foldText(name) !== foldText(other.name)) return "";
  if (phone === other.phone) return ` · ${t("customers.merge.salesCount", { count: sales })}`;
  return ` · ${phone === "" ? t("customers.merge.noPhone") : formatPhone(phone, country)}`;
}
