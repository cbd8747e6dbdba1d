namespace Opossum.Typed;

/// <summary>One reason to refuse an append: an event after a position matches a query.</summary>
public sealed class AppendGuard
{
    /// <summary>A guard.</summary>
    /// <param name="query">The events that refuse.</param>
    /// <param name="after">Exclusive: the event at this position does not count. 0, the default, is the whole history.</param>
    /// <param name="tagEpoch">
    /// The <see cref="EventReader.TagEpoch"/> of the read that the position is of. The guard then refuses too if a tag key of the query was
    /// retagged since. If null (the default), <see cref="TagEpoch"/> describes how the position tells.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public AppendGuard(Query query, long after = 0, long? tagEpoch = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegative(tagEpoch ?? 0, nameof(tagEpoch));
        (Query, After, TagEpoch) = (query, after, tagEpoch);
    }

    /// <summary>The events that refuse.</summary>
    public Query Query { get; }

    /// <summary>Events up to this position do not count.</summary>
    public long After { get; }

    /// <summary>
    /// The tag epoch that was read; null if it is not known. An epoch above the store's own counts as not known: it is of a history that
    /// this store does not have. Then the position has to tell: above the head at which a key of the query was retagged, the tags were
    /// seen. Up to there they may not have been, and an event up to the position refuses if it matches by tags that were added to it. It
    /// may refuse an append whose caller did see them; reading again with the epoch settles it.
    /// </summary>
    public long? TagEpoch { get; }

    /// <summary>Such as <c>course-defined [course:…] after 17</c>: without the values of the tags.</summary>
    public override string ToString() => After == 0 ? Query.ToString() : $"{Query} after {After}";
}
