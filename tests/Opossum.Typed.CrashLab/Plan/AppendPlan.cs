using System.Collections.Immutable;

namespace Opossum.Typed.CrashLab.Plan;

/// <summary>
/// What an appender sends as its n-th append: types, tags, condition and key, all from numbers, so that a checker makes it again and
/// compares. Boundaries are few and shared by all appenders; claims are many, each to be taken once.
/// </summary>
internal sealed class AppendPlan
{
    private const int Accounts = 48;
    private const int Claims = 1 << 20;

    private static readonly ImmutableArray<string> Types = ["opened", "moved", "closed", "noted"];
    private static readonly ImmutableArray<Tag> AccountTags =
        [.. Enumerable.Range(0, Accounts).Select(static i => new Tag($"account:{i}"))];

    private readonly ImmutableArray<(string Type, ImmutableArray<Tag> Tags, int NoteLength)> _events;
    private readonly ImmutableArray<(Query Query, bool SinceHead)> _guards;

    private AppendPlan(Run run, AppendId id)
    {
        Id = id;
        var dice = new Dice(run, id);
        var (first, second) = (AccountTags[dice.Next(Accounts)], AccountTags[dice.Next(Accounts)]);
        var kind = dice.Next(100);
        var claim = kind < 30 ? new Tag($"claim:{dice.Next(Claims)}") : default;
        SeesHeadAnew = dice.Percent(60);
        _guards = kind switch
        {
            < 30 => [(Query.Of(new QueryItem(["opened"], [claim])), false), (Query.Tagged(first, second), true)],
            < 55 => [(Query.Tagged(first), true)],
            < 65 => [(Query.Of(new QueryItem([Types[dice.Next(4)]], [second])) | Query.Tagged(first, second), true)],
            < 70 => [(Query.Of(new QueryItem([Types[dice.Next(4)], Types[dice.Next(4)]], [first])), true), (Query.Tagged(second), true)],
            < 71 => [(Query.All, true)],
            < 75 => [(Query.Of(new QueryItem(["closed"], [])), true)],
            _ when run.OnlyConditional => [(Query.Tagged(first, second), true)],
            _ => [],
        };
        if (kind is < 5 or >= 95) Key = $"{id.Run:N}/{id.Appender}/{id.Number}";

        var events = ImmutableArray.CreateBuilder<(string, ImmutableArray<Tag>, int)>(1 + dice.Next(run.Batch));
        events.Add((
            kind < 30 ? "opened" : Types[dice.Next(4)],
            kind < 30 ? [first, claim] : first == second ? [first] : [first, second],
            dice.Next(120)));
        while (events.Count < events.Capacity) events.Add((Types[dice.Next(4)], [AccountTags[dice.Next(Accounts)]], dice.Next(120)));
        _events = events.MoveToImmutable();
    }

    public AppendId Id { get; }

    /// <summary>Every append with the same key is the same append.</summary>
    public string? Key { get; }

    /// <summary>
    /// Whether the head is read before the append; else it is the one that the last answer has shown, and a conflict is likelier.
    /// </summary>
    public bool SeesHeadAnew { get; }

    public bool IsConditional => !_guards.IsEmpty;

    public int Count => _events.Length;

    public static AppendPlan Of(Run run, AppendId id) => new(run, id);

    /// <summary>The condition, given the head that was seen; null without one.</summary>
    public AppendCondition? Condition(long seen) =>
        _guards.IsEmpty ? null : new([.. _guards.Select(guard => new AppendGuard(guard.Query, guard.SinceHead ? seen : 0))]);

    /// <summary>
    /// The events as they are sent. Each payload says of which append it is, and under which condition: the log is the witness.
    /// </summary>
    public EventData[] Events(long seen, AppendCondition? condition)
    {
        var unless = condition is null ? "" : QueryText.Of(condition);
        var events = new EventData[_events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            var (type, tags, noteLength) = _events[i];
            var witness = new Witness(Id, i, events.Length, seen);
            events[i] = new EventData(type, witness.ToPayload(unless, noteLength), tags.AsSpan())
            {
                Id = witness.EventId,
                Encoding = PayloadEncoding.Json,
            };
        }

        return events;
    }
}
