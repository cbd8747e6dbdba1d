namespace Opossum.Typed.Tests.Generated;

/// <summary>Queries and conditions with the values of their tags, which their own text masks.</summary>
internal static class Texts
{
    public static string Of(Query query) => string.Join(" or ", query.Items.Select(Of));

    public static string Of(AppendCondition condition) =>
        string.Join(" or ", condition.Guards.Select(static guard => Of(guard.Query) + (guard.After == 0 ? "" : $" after {guard.After}")));

    private static string Of(QueryItem item)
    {
        var types = item.Types.IsEmpty ? "*" : string.Join('|', item.Types);
        return item.Tags.IsEmpty ? types : $"{types} [{string.Join(", ", item.Tags.Select(static tag => tag.Text))}]";
    }
}
