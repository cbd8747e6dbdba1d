namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Something to do with a log and, beside it, with a list.</summary>
internal abstract record Operation;

/// <summary>Appends events, unless a guard matches; none appends in any case. With a key, one that may have been used before.</summary>
internal sealed record Append(EventSpec[] Events, GuardSpec[] Unless, string? Key) : Operation
{
    public override string ToString()
    {
        var unless = Unless.Length == 0 ? "" : $" unless {string.Join(" | ", (object[])Unless)}";
        return $"append {string.Join(", ", (object[])Events)}{unless}{(Key is null ? "" : $" as {Key}")}";
    }
}

/// <summary>Reads by every strategy.</summary>
internal sealed record Read(
    QuerySpec Query, bool Backward, PlaceSpec After, PlaceSpec? From, PlaceSpec? To, long? Limit, PlaceSpec? Before = null) : Operation
{
    public ReadOptions At(long head) => new()
    {
        Backward = Backward,
        After = After.At(head),
        Before = Before?.At(head),
        From = From?.At(head),
        To = To?.At(head),
        Limit = Limit,
    };

    public override string ToString()
    {
        var bounds = $"{Bound("from", From)}{Bound("to", To)}{Bound("before", Before)}{(Limit is null ? "" : $" limit {Limit}")}";
        return $"read {Query}{(Backward ? " backward" : "")} after {After}{bounds}";

        static string Bound(string name, PlaceSpec? place) => place is null ? "" : $" {name} {place}";
    }
}

/// <summary>Closes the log and opens it again; or opens what a kill would have left.</summary>
internal sealed record Reopen(bool Killed) : Operation
{
    public override string ToString() => Killed ? "kill and reopen" : "close and reopen";
}

/// <summary>Operations on one log, whose segments are so large, and whose index knows terms by so many bits.</summary>
internal sealed record Scenario(int SegmentBytes, ulong TermMask, Operation[] Operations)
{
    public override string ToString() =>
        $"segments of {SegmentBytes} bytes, terms & {TermMask:x}\n"
            + $"{string.Join('\n', Operations.Select(static (operation, i) => $"{i + 1}. {operation}"))}";
}
