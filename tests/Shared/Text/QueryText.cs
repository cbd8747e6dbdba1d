namespace Opossum.Typed.Tiers;

/// <summary>Queries and conditions with the values of their tags, which their own text masks.</summary>
internal static class QueryText
{
    public static string Of(AppendCondition condition) => string.Join(" or ", condition.Guards.Select(Of));

    public static string Of(AppendGuard guard) => guard.After == 0 ? Of(guard.Query) : $"{Of(guard.Query)} after {guard.After}";

    public static string Of(Query query) => query.Items.IsEmpty ? "every event" : string.Join(" or ", query.Items.Select(Of));

    public static string Of(QueryItem item)
    {
        var types = item.Types.IsEmpty ? "*" : string.Join('|', item.Types);
        return item.Tags.IsEmpty ? types : $"{types} [{string.Join(", ", item.Tags.Select(static tag => tag.Text))}]";
    }
}
