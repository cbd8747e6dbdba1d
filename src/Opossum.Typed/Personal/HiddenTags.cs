using System.Collections.Immutable;

namespace Opossum.Typed.Personal;

/// <summary>
/// Asks for hidden tags as the log has them. What a user writes is the value; what the engine, its index and its messages see is the
/// pseudonym.
/// </summary>
internal static class HiddenTags
{
    public static Query<TEvent> Hide<TEvent>(this EventModel model, Query<TEvent> query) where TEvent : class, IEvent<TEvent> =>
        IsPlain(model, query) ? query : new(new JoinedList<QueryItem>([.. query.Items.Select(item => model.Hide(item))]));

    public static Query Hide(this EventModel model, Query query) =>
        IsPlain(model, query) ? query : Query.Of([.. query.Items.Select(item => model.Hide(item))]);

    public static AppendCondition? Hide(this EventModel model, AppendCondition? condition) =>
        condition is null || model.HiddenKeys.Count == 0 || condition.Guards.All(guard => IsPlain(model, guard.Query))
            ? condition
            : new([.. condition.Guards.Select(guard => new AppendGuard(model.Hide(guard.Query), guard.After, guard.TagEpoch))]);

    public static QueryItem Hide(this EventModel model, QueryItem item) =>
        IsPlain(model, item) ? item : item.Hidden([.. item.Tags.Select(tag => Hide(model, tag))]);

    private static bool IsPlain(EventModel model, Query query)
    {
        if (model.HiddenKeys.Count == 0 || query.IsAll) return true;
        foreach (var item in query.Items)
            if (!IsPlain(model, item)) return false;
        return true;
    }

    private static bool IsPlain(EventModel model, QueryItem item)
    {
        if (model.HiddenKeys.Count == 0 || item.IsHidden) return true;
        foreach (var tag in item.Tags)
            if (model.HiddenKeys.Contains(Tag.KeyOf(tag.Utf8))) return false;
        return true;
    }

    private static Tag Hide(EventModel model, Tag tag)
    {
        if (!model.HiddenKeys.Contains(Tag.KeyOf(tag.Utf8))) return tag;
        if (model.Keys is null)
            throw new InvalidOperationException($"The query has the tag {tag}, which is hidden, and the store was opened without keys; "
                + "set OpossumOptions.Keys.");
        var colon = tag.Utf8.IndexOf((byte)':');
        Span<byte> hidden = stackalloc byte[colon + 1 + KeyDirectory.HiddenBytes];
        tag.Utf8[..(colon + 1)].CopyTo(hidden);
        model.Keys.Hide(tag.Utf8, hidden[(colon + 1)..]);
        return Tag.FromStored(hidden);
    }
}
