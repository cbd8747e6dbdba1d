namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>An append as its caller asked for it.</summary>
internal sealed record SentAppend(SentEvent[] Events, SimpleGuard[] Guards, string? Key, Durability Durability)
{
    /// <summary>Where its events are, once they have positions.</summary>
    public long First { get; init; }

    public long Last => First + Events.Length - 1;

    public AppendKey? AppendKey => Key is null ? default(AppendKey?) : new AppendKey(Key);

    public AppendCondition? Condition =>
        Guards.Length == 0 ? null : new([.. Guards.Select(guard => new AppendGuard(guard.Query, guard.After))]);
}

/// <summary>A guard in a form that needs no index: a type or none, tags or none, and from where on.</summary>
internal sealed record SimpleGuard(string? Type, string[] Tags, long After)
{
    public Query Query { get; } = Query.Of(new QueryItem(Type is null ? [] : [Type], [.. Tags.Select(tag => new Tag(tag))]));

    public bool Matches(SentEvent e) => (Type is null || Type == e.Type) && Tags.All(e.Tags.Contains);
}
