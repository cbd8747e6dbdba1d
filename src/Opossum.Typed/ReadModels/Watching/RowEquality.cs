using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Compares rows by their columns. A record compares a member that is an array by its address, and a row that is read again has another
/// one.
/// </summary>
internal static class RowEquality<TRow, TKey> where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    public static bool AreSame(TRow? left, TRow? right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null) return false;
        using var bytes = new EncodingBuffer();
        var columns = new RowEncoder(bytes);
        TRow.Write(left, ref columns);
        var length = bytes.Length;
        TRow.Write(right, ref columns);
        return bytes.Written[..length].SequenceEqual(bytes.Written[length..]);
    }
}
