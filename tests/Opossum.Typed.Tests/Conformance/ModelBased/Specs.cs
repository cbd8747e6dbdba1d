namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>An event to append; its payload is so many bytes.</summary>
internal sealed record EventSpec(string Type, string[] Tags, int PayloadBytes)
{
    public override string ToString() => $"{Type}[{string.Join(',', Tags)}]{(PayloadBytes == 0 ? "" : $" of {PayloadBytes} bytes")}";
}

/// <summary>Types OR-ed, tags AND-ed.</summary>
internal sealed record ItemSpec(string[] Types, string[] Tags)
{
    public bool Matches(EventSpec e) => (Types.Length == 0 || Types.Contains(e.Type)) && Tags.All(e.Tags.Contains);

    public override string ToString() => $"{(Types.Length == 0 ? "*" : string.Join('|', Types))}[{string.Join(',', Tags)}]";
}

/// <summary>Items OR-ed; none at all is every event.</summary>
internal sealed record QuerySpec(ItemSpec[] Items)
{
    public Query ToQuery() =>
        Items.Length == 0
            ? Query.All
            : Query.Of([.. Items.Select(static item => new QueryItem(item.Types, [.. item.Tags.Select(static tag => new Tag(tag))]))]);

    public bool Matches(EventSpec e) => Items.Length == 0 || Items.Any(item => item.Matches(e));

    public override string ToString() => Items.Length == 0 ? "everything" : string.Join(" or ", (object[])Items);
}

/// <summary>A position, from the log's beginning or from its head, so that it means something at any length.</summary>
internal sealed record PlaceSpec(bool FromHead, int Offset)
{
    public long At(long head) => Math.Max(FromHead ? head + Offset : Offset, 0);

    public override string ToString() => !FromHead ? $"{Offset}" : Offset < 0 ? $"head{Offset}" : $"head+{Offset}";
}

/// <summary>A query, and the position after which a match refuses.</summary>
internal sealed record GuardSpec(QuerySpec Query, PlaceSpec After)
{
    public override string ToString() => $"({Query} after {After})";
}
