import { useTranslation } from "react-i18next";
import { useWrite } from "../api";
import { ConfirmDialog } from "./dialogs";
import { notifyDone } from "./notify";
import { useDialog } from "./useDialog";

type Item = { id: string; name: string };
type Command = "platformArchive" | "productArchive" | "customerArchive" | "methodArchive";
/** Where the room keeps the texts title, text, confirm, done and undone. */
type Texts =
  | "platforms.archive"
  | "catalog.archive"
  | "customers.archive"
  | "settings.methods.archive";

/** What was used can't be deleted, only put away, and taken out again. Putting away asks first. */
export function useArchiving(command: Command, texts: Texts) {
  const { t } = useTranslation();
  const write = useWrite(command);
  const asking = useDialog<Item>();

  async function set({ id, name }: Item, archived: boolean) {
    await write.mutateAsync([id, archived]);
    notifyDone(t(`${texts}.${archived ? "done" : "undone"}`, { name }));
    if (archived) asking.close();
  }

  const name = asking.target?.name ?? "";
  return {
    archive(item: Item) {
      write.reset();
      asking.open(item);
    },
    // A refusal stands in `error`, or in the dialog while that is open.
    unarchive: (item: Item) => void set(item, false).catch(() => undefined),
    error: asking.opened ? null : write.error,
    dialog: (
      <ConfirmDialog
        opened={asking.opened}
        onClose={asking.close}
        onConfirm={() => {
          if (asking.target) void set(asking.target, true).catch(() => undefined);
        }}
        title={t(`${texts}.title`, { name })}
        confirmLabel={t(`${texts}.confirm`, { name })}
        loading={write.isPending}
        error={write.error}
      >
        {t(`${texts}.text`, { name })}
      </ConfirmDialog>
    ),
  };
}
