using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>What a retagging found and did.</summary>
/// <param name="TagEpoch">The log's tag epoch afterwards.</param>
/// <param name="Covered">The position up to which events were read. Later ones were appended with their tags.</param>
/// <param name="Retagged">How many events got tags, or would get them.</param>
/// <param name="IsPublished">
/// True if the tags count from now on; false after a dry run, and if every event had its tags and that was on record.
/// </param>
/// <param name="Counts">How many events got tags, by event type and tag key.</param>
/// <param name="Problems">Events that can't get their tags, the first <see cref="MostProblems"/> of them.</param>
/// <param name="ProblemCount">How many such events there are.</param>
public sealed record RetagResult(
    long TagEpoch, long Covered, long Retagged, bool IsPublished, ImmutableArray<RetagCount> Counts, ImmutableArray<RetagProblem> Problems,
    long ProblemCount)
{
    /// <summary>So many problems are named; all of them are counted.</summary>
    public const int MostProblems = 1000;

    /// <summary>The result in one line.</summary>
    public override string ToString() => $"{Done}, {ProblemCount} can't get their tags";

    private string Done => this switch
    {
        { IsPublished: true } => $"retagged {Retagged} of {Covered} events",
        { Retagged: 0 } => $"nothing to retag among {Covered} events",
        _ => $"would retag {Retagged} of {Covered} events",
    };
}

/// <summary>How many events of a type get tags of a key.</summary>
/// <param name="Event">The name that the events are stored under.</param>
/// <param name="Key">The tag key.</param>
/// <param name="Events">How many.</param>
public readonly record struct RetagCount(string Event, string Key, long Events);

/// <summary>An event that can't get its tags.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Event">The name that the event is stored under.</param>
/// <param name="Position">The position of the event.</param>
/// <param name="Problem">The reason in words, without a value of the event.</param>
public sealed record RetagProblem(RetagProblemKind Kind, string Event, long Position, string Problem)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"'{Event}' at position {Position}: {Problem}";
}

/// <summary>Why an event can't get its tags.</summary>
public enum RetagProblemKind
{
    /// <summary>The model can't decode it.</summary>
    Undecodable,

    /// <summary>A tag is not valid: it is empty or too long, or an id that was never assigned.</summary>
    InvalidTag,

    /// <summary>It would have more tags than an event may have.</summary>
    TooManyTags,
}

/// <summary>A tag of an event in one of its versions.</summary>
/// <param name="Event">The name of the event.</param>
/// <param name="Version">The version of the event.</param>
/// <param name="Key">The tag key.</param>
public readonly record struct RetaggedTag(string Event, int Version, string Key)
{
    /// <summary>The position up to which all events of the version have the tag; 0 where that does not matter.</summary>
    public long Covered { get; init; }

    /// <summary>Such as <c>user-registered v1 email</c>.</summary>
    public override string ToString() => $"{Event} v{Version} {Key}";
}

/// <summary>Tags of old events have changed.</summary>
/// <param name="TagEpoch">The tag epoch from now on.</param>
/// <param name="Keys">The tag keys of the query that were retagged.</param>
/// <param name="Covered">The position up to which events may have changed.</param>
public sealed record RetagNotice(long TagEpoch, ImmutableArray<string> Keys, long Covered)
{
    /// <summary>Such as <c>tag epoch 2: email, user, up to position 812</c>.</summary>
    public override string ToString() => $"tag epoch {TagEpoch}: {string.Join(", ", Keys)}, up to position {Covered}";
}
