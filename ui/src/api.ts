// The page's only door to the program: typed commands, readings kept fresh, errors of one shape.
import {
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type AppError, commands, type Room, stale } from "./bindings";

export type * from "./bindings";

/** Any row's id: opaque. */
export type Id = string;
/** An idempotency key. */
export type Key = string;

type Commands = typeof commands;
export type CommandName = keyof Commands;
type Args<N extends CommandName> = Parameters<Commands[N]>;
type Answer<N extends CommandName> = Awaited<ReturnType<Commands[N]>>;

function looksLikeAppError(value: unknown): value is AppError {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as AppError).code === "string" &&
    typeof (value as AppError).details === "object"
  );
}

/** Whatever was thrown, as an error of the contract: what the program didn't name is a bug. */
export function asAppError(thrown: unknown): AppError {
  if (looksLikeAppError(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "bug", message: detail, details: { detail } };
}

/** The commands as the program offers them; what they throw is always an AppError. */
export const api: Commands = Object.fromEntries(
  Object.entries(commands).map(([name, run]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (run as (...args: unknown[]) => Promise<unknown>)(...args);
      } catch (thrown) {
        throw asAppError(thrown);
      }
    },
  ]),
) as Commands;

function call<N extends CommandName>(name: N, args: Args<N>): Promise<Answer<N>> {
  return (api[name] as (...args: Args<N>) => Promise<Answer<N>>)(...args);
}

/** A reading of a room. It is read again when a command makes that room stale. */
export function useRead<N extends CommandName>(
  room: Room,
  name: N,
  ...args: Args<N>
): UseQueryResult<Answer<N>, AppError> {
  return useReadIf(true, room, name, ...args);
}

/** As useRead, once `enabled` is true. The last answer stays on screen while a new one is fetched. */
export function useReadIf<N extends CommandName>(
  enabled: boolean,
  room: Room,
  name: N,
  ...args: Args<N>
): UseQueryResult<Answer<N>, AppError> {
  return useQuery<Answer<N>, AppError>({
    queryKey: [room, name, ...args],
    queryFn: () => call(name, args),
    enabled,
    placeholderData: keepPreviousData as never,
  });
}

/** Asks for a reading before any screen wants it; nothing when it failed, which the screen then says itself. */
export async function readAhead<N extends CommandName>(
  client: QueryClient,
  room: Room,
  name: N,
  ...args: Args<N>
): Promise<Answer<N> | undefined> {
  const queryKey = [room, name, ...args];
  await client.prefetchQuery<Answer<N>, AppError>({ queryKey, queryFn: () => call(name, args) });
  return client.getQueryData<Answer<N>>(queryKey);
}

type PagedName =
  | "salesPage"
  | "movementsPage"
  | "customersPage"
  | "subscriptionsBoard"
  | "codesPage"
  | "legacyRows";
type Cursor<N extends PagedName> = NonNullable<Answer<N>["next"]>;

/**
 * A list read page by page: `argsOf(cursor)` gives the arguments, `next` of each answer the cursor.
 * Pages have their own place in the cache: the same question asked once, by useRead, is answered by
 * one page and not by a list of them.
 */
export function useReadPages<N extends PagedName>(
  room: Room,
  name: N,
  key: QueryKey,
  argsOf: (cursor: Cursor<N> | null) => Args<N>,
) {
  return useInfiniteQuery<Answer<N>, AppError, { pages: Answer<N>[] }, QueryKey, Cursor<N> | null>({
    queryKey: [room, name, "pages", ...key],
    queryFn: ({ pageParam }) => call(name, argsOf(pageParam as Cursor<N> | null)),
    initialPageParam: null,
    getNextPageParam: (last) => (last.next as Cursor<N> | null) ?? undefined,
    placeholderData: keepPreviousData as never,
  });
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** After these another book is open, or this one as it once was: `useOpening` calls them. */
export type Opening =
  | "bookCreate"
  | "bookDemo"
  | "bookLeaveDemo"
  | "bookRetry"
  | "restoreConfirm"
  | "legacyUndo";

/** A command that changes something: `write.mutateAsync([key, input])`, arguments in a tuple. */
export function useWrite<N extends Exclude<CommandName, Opening>>(
  name: N,
): UseMutationResult<Answer<N>, AppError, Args<N>> {
  return useWriteAround(name, (run) => run());
}

/** As useWrite, with something to do before and after; `run` calls the command. */
export function useWriteAround<N extends CommandName>(
  name: N,
  around: (run: () => Promise<Answer<N>>) => Promise<Answer<N>>,
): UseMutationResult<Answer<N>, AppError, Args<N>> {
  const client = useQueryClient();
  return useMutation<Answer<N>, AppError, Args<N>>({
    mutationFn: (args) => around(() => call(name, args)),
    onSuccess: () => {
      const rooms: readonly Room[] = stale[snake(name) as keyof typeof stale] ?? [];
      // Not awaited: the form closes at once, the lists behind it follow.
      for (const room of rooms) void client.invalidateQueries({ queryKey: [room] });
    },
  });
}

/** A new idempotency key (UUIDv7): one per opening of a form, renewed only after success. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const millis = Date.now().toString(16).padStart(12, "0");
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab".charAt((bytes[8] ?? 0) & 3);
  return [
    millis.slice(0, 8),
    millis.slice(8),
    `7${random.slice(13, 16)}`,
    `${variant}${random.slice(17, 20)}`,
    random.slice(20),
  ].join("-");
}
