using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>A page of rows, all of one moment.</summary>
/// <typeparam name="TRow">The read model.</typeparam>
/// <param name="Items">The rows of the page, in order.</param>
/// <param name="Number">The number of the page, from 1.</param>
/// <param name="Size">How many rows a page has at most.</param>
/// <param name="Total">How many rows all pages have together.</param>
/// <param name="Position">Every event up to here is in the rows.</param>
public sealed record ReadModelPage<TRow>(ImmutableArray<TRow> Items, int Number, int Size, long Total, long Position)
{
    /// <summary>How many pages there are.</summary>
    public long Pages => (Total + Size - 1) / Size;

    /// <summary>Such as <c>page 1 of 3, 50 of 120 rows at 17</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"page {Number} of {Pages}, {Items.Length} of {Total} rows at {Position}");
}
