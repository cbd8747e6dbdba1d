using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// Elements, or two lists of them that are copied into one when that is asked for: joining one to another in a loop costs as much as
/// there are, and not the square of it. Never changes as seen from outside.
/// </summary>
internal sealed class JoinedList<T>
{
    /// <summary>Joined at once: for so few, a copy costs less than to remember the parts.</summary>
    private const int Few = 16;

    private ImmutableArray<T> _items;               // valid while there are no parts
    private Tuple<JoinedList<T>, JoinedList<T>>? _parts;

    public JoinedList(ImmutableArray<T> items) => (_items, Count) = (items, items.Length);

    private JoinedList(JoinedList<T> first, JoinedList<T> second) => (_parts, Count) = (new(first, second), first.Count + second.Count);

    public int Count { get; }

    public static JoinedList<T> Concat(JoinedList<T> first, JoinedList<T> second) =>
        first.Count + second.Count <= Few ? new([.. first.Items, .. second.Items]) : new(first, second);

    public ImmutableArray<T> Items
    {
        get
        {
            if (Volatile.Read(ref _parts) is null) return _items;
            var items = Join();
            _items = items;
            Volatile.Write(ref _parts, null);           // after the items: a thread that sees none sees them
            return items;
        }
    }

    /// <summary>Without recursion: the parts of a list that grew in a loop are nested as deep as it is long.</summary>
    private ImmutableArray<T> Join()
    {
        var items = ImmutableArray.CreateBuilder<T>(Count);
        var open = new Stack<JoinedList<T>>();
        open.Push(this);
        while (open.TryPop(out var list))
        {
            if (Volatile.Read(ref list._parts) is { } parts)
            {
                open.Push(parts.Item2);
                open.Push(parts.Item1);
            }
            else
            {
                items.AddRange(list._items);
            }
        }

        return items.MoveToImmutable();
    }
}
