using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// The items of a collection while they are read, whose number only its end tells: the first few on the stack, more in pooled memory, so
/// that nothing but the collection itself is allocated. For generated code.
/// </summary>
/// <typeparam name="T">The type of an item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ItemBuffer<T>
{
    private FirstItems _first;
    private T[]? _rented;

    /// <summary>How many items were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item behind the others.</summary>
    /// <param name="item">The item.</param>
    public void Add(T item)
    {
        if (_rented is null && Count < FirstItems.Length) _first[Count] = item;
        else AddRented(item);
        Count++;
    }

    /// <summary>Makes an array of the items; the buffer must not be used again.</summary>
    public T[] ToArray()
    {
        if (Count == 0) return [];
        var items = new T[Count];
        MoveTo(items);
        return items;
    }

    /// <summary>Makes a list of the items; the buffer must not be used again.</summary>
    public List<T> ToList()
    {
        var items = new List<T>();
        CollectionsMarshal.SetCount(items, Count);
        MoveTo(CollectionsMarshal.AsSpan(items));
        return items;
    }

    /// <summary>Makes an immutable array of the items; the buffer must not be used again.</summary>
    public ImmutableArray<T> ToImmutableArray() => ImmutableCollectionsMarshal.AsImmutableArray(ToArray());

    /// <summary>Makes an immutable list of the items; the buffer must not be used again.</summary>
    public ImmutableList<T> ToImmutableList() => ImmutableList.Create(ToArray());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddRented(T item)
    {
        if (_rented is null)
        {
            _rented = ArrayPool<T>.Shared.Rent(4 * FirstItems.Length);
            ((ReadOnlySpan<T>)_first).CopyTo(_rented);
        }
        else if (Count == _rented.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(2 * Count);
            _rented.CopyTo(larger);
            GiveBack();
            _rented = larger;
        }

        _rented[Count] = item;
    }

    private void MoveTo(Span<T> items)
    {
        (_rented ?? (ReadOnlySpan<T>)_first)[..Count].CopyTo(items);
        if (_rented is null) return;
        GiveBack();
        _rented = null;
    }

    /// <summary>An array that an error leaves behind is not given back; the pool makes another.</summary>
    private readonly void GiveBack() => ArrayPool<T>.Shared.Return(_rented!, RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    [InlineArray(Length)]
    private struct FirstItems
    {
        public const int Length = 8;

        private T _item;
    }
}
