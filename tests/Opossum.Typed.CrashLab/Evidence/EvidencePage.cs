using System.Text;

namespace Opossum.Typed.CrashLab.Evidence;

/// <summary>The page: what was tried, how, and what came out, in the words of the programs that tried it.</summary>
internal static class EvidencePage
{
    private const string Times = "Times are of that run; counts are the same on any machine, except where threads race.";

    public static string Of(string machine, SimulatorReports reports, string check, string race, string kills)
    {
        var page = new StringBuilder();
        page.Append($"""
            # Evidence

            What [durability.md](durability.md) promises, tried. This page was written by a command, after all of it passed:

            ```
            .ci/long evidence
            ```

            {PageWidth.Wrap($"Machine: {machine}. {Times}")}

            ## Power cuts

            A disk in memory behind the engine's storage seam keeps a journal of every call. At each call a power cut may leave any subset
            of the unflushed 512-byte sectors, in any version, torn or garbled as far as the write under way goes; sizes between the flushed
            and the current; names lost that no flush of their directory has covered. Every such state, where there are at most 4,096 at a
            point, and a sample beyond, is opened, held to fourteen invariants, and cut again within its recovery
            ([how](../tests/Opossum.Typed.CrashSim.Tests/README.md)). Reproduce it with `.ci/long crash-states`.


            """);
        Block(page, reports.CrashStates);
        page.Append("""

            ## Calls that fail

            The k-th call of the disk fails, for every k: with EIO, with ENOSPC, after a part of the write; once, and for ever; and a flush
            fails while the cache is newer than the disk. No append may succeed after it, every waiter learns it, reads go on, and opening
            anew recovers. Reproduce it with `.ci/long fault-points`.


            """);
        Block(page, reports.FaultPoints);
        page.Append("""

            ## Flipped bytes

            Every byte of headers, frames and close frames of closed stores, one at a time. *Without a meaning* are bytes of padding.
            Reproduce it with `.ci/long flips`.


            """);
        Block(page, reports.Flips);
        page.Append("""

            ## Seeded bugs

            A suite that finds nothing may be blind. Each of these bugs was put into the engine's sources, which were compiled and run under
            the same suite; the invariant beside it is the one that noticed. Reproduce it with `.ci/long mutants`.


            """);
        Block(page, reports.Mutants);
        page.Append($"""

            ## Conditions under load

            Appends under conditions from 16 tasks over shared boundaries, on real threads, then closed, opened and walked: every condition
            and every refusal is judged at its place in the log, which neither asks the index nor searches
            ([how](../tests/Opossum.Typed.CrashLab/README.md#check)). Reproduce it with `.ci/long conditions`.

            ```
            {PageWidth.Wrap(check, "    ")}
            ```

            ## Decisions under load

            The same of `DecideAsync`: deciders from 16 tasks, over boundaries that they share and over their own. Each appended event says
            what its decision had folded; every decision, and every attempt that was refused and made again, is judged at its place in the
            log, by neither a generated query nor the index ([how](../tests/Opossum.Typed.CrashLab/README.md#race)). Reproduce it with
            `.ci/long decisions`.

            ```
            {PageWidth.Wrap(race, "    ")}
            ```

            ## Kills

            A program that appends and writes down every answer is killed with SIGKILL, some times while it opens the store. A kill leaves
            the page cache alone, so this shows less than the power cuts above, on the real file system. Reproduce it with `.ci/long kills`.

            ```
            {PageWidth.Wrap(kills, "    ")}
            ```

            """);
        return page.ToString();
    }

    private static void Block(StringBuilder page, string[] lines) =>
        page.Append("```\n").AppendJoin('\n', lines.Select(static line => PageWidth.Wrap(line, "    "))).Append("\n```\n");
}
