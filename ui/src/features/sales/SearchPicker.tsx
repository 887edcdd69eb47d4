// A search field with its answers under it: type a few letters, Enter takes the first.
import { Box, Text, TextInput } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import type { Room } from "../../api";
import { ownDirection } from "../../components/typed";
import classes from "./sales.module.css";

type SearchPickerProps<T> = {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  /** The text is the name of what was chosen: Enter goes on instead of searching. */
  chosen: boolean;
  room: Room;
  name: string;
  search: (text: string) => Promise<T[]>;
  optionKey: (option: T) => string;
  option: (option: T) => ReactNode;
  /** `later`: chosen by an Enter that came before the answer; the focus has gone on already. */
  onPick: (option: T, later: boolean) => void;
  /** Enter with nothing to choose. */
  onSkip: () => void;
  /** An Enter came before the answer: goes on at once, the choice follows. */
  onPicking: (choice: Promise<void>) => void;
  none: string;
  description?: ReactNode;
  error?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
  leftSection?: ReactNode;
  /** In a dialog: where the typing begins. */
  autoFocus?: boolean | undefined;
  "data-testid": string;
};

export function SearchPicker<T>(props: SearchPickerProps<T>) {
  const { text, chosen, search, optionKey, onPick } = props;
  const [open, setOpen] = useState(false);
  /** Which one the arrows or the mouse went to; null: the first, once letters ask for one. */
  const [active, setActive] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const client = useQueryClient();

  const wanted = text.trim();
  const asking = { queryKey: [props.room, props.name, wanted], queryFn: () => search(wanted) };
  // What stands in the list while the next answer is on its way is not chosen from: see `enter`.
  const answer = useQuery<T[]>({ ...asking, enabled: open, placeholderData: (before) => before });
  const options = answer.data ?? [];
  const fresh = answer.isSuccess && !answer.isPlaceholderData;
  const nothing = fresh && options.length === 0 && wanted !== "";
  const shown = open && (options.length > 0 || nothing);
  // An empty field proposes, but takes nothing that wasn't gone to: Enter goes on without a choice.
  const current = Math.min(active ?? (wanted === "" ? -1 : 0), options.length - 1);

  useEffect(() => {
    const option = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (shown && current >= 0) option?.scrollIntoView?.({ block: "nearest" });
  }, [shown, current]);

  const close = () => {
    setOpen(false);
    setActive(null);
  };

  const pick = (option: T) => {
    close();
    onPick(option, false);
  };

  const enter = () => {
    const asked = wanted !== "" || (open && active !== null);
    if (chosen || !asked) {
      close();
      props.onSkip();
      return;
    }
    if (fresh && open) {
      const option = options[current];
      if (option !== undefined) pick(option);
      else if (wanted === "") props.onSkip();
      return;
    }
    close();
    const first = client.fetchQuery(asking).then(
      ([option]) => {
        if (option !== undefined) onPick(option, true);
      },
      // A search that failed chooses nothing; recording then asks for the choice.
      () => undefined,
    );
    props.onPicking(first);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        setActive(Math.max(0, Math.min(options.length - 1, current + step)));
      } else {
        setOpen(true);
        setActive(0);
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Tab" && !event.shiftKey && shown && !chosen && wanted !== "") {
      // Leaving with letters typed takes what the list proposes, as the eye expects.
      const option = fresh ? options[current] : undefined;
      if (option !== undefined) {
        event.preventDefault();
        pick(option);
      }
    } else if (event.key === "Escape" && shown) {
      event.stopPropagation();
      close();
    }
  };

  const answers = shown && (
    <Box
      ref={list}
      id={listId}
      role="listbox"
      aria-label={props.label}
      className={classes.list}
      // The focus stays in the field while the mouse chooses or scrolls.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <Box
          key={optionKey(option)}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === current}
          className={classes.option}
          onMouseMove={() => setActive(index)}
          onClick={() => pick(option)}
        >
          {props.option(option)}
        </Box>
      ))}
      {nothing && (
        <Box role="option" aria-selected={false} aria-disabled p="xs">
          <Text size="sm" c="dimmed">
            {props.none}
          </Text>
        </Box>
      )}
    </Box>
  );

  return (
    <TextInput
      ref={props.inputRef}
      label={props.label}
      placeholder={props.placeholder}
      description={props.description}
      error={props.error}
      leftSection={props.leftSection}
      classNames={{ input: classes.typed ?? "" }}
      inputWrapperOrder={["label", "input", "description", "error"]}
      inputContainer={(input) => (
        <div className={classes.picker}>
          {input}
          {answers}
        </div>
      )}
      {...ownDirection(text)}
      value={text}
      autoComplete="off"
      spellCheck={false}
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={shown}
      aria-controls={shown ? listId : undefined}
      aria-activedescendant={shown && current >= 0 ? `${listId}-${current}` : undefined}
      data-autofocus={props.autoFocus || undefined}
      data-testid={props["data-testid"]}
      onChange={(event) => {
        setOpen(true);
        setActive(null);
        props.onText(event.currentTarget.value);
      }}
      onClick={() => {
        if (!chosen) setOpen(true);
      }}
      onBlur={close}
      onKeyDown={onKeyDown}
    />
  );
}
