using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Waiting;

/// <summary>The interests that are found under one term.</summary>
/// <param name="term">The term's hash.</param>
internal sealed class TermInterests(ulong term)
{
    private int _filed;

    public ulong Term => term;

    public Interest? First { get; private set; }

    /// <summary>How many interests there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many followers an event with this term may wake. Written under the lock; the commit thread reads it without.</summary>
    public int Filed
    {
        get => Volatile.Read(ref _filed);
        set => Volatile.Write(ref _filed, value);
    }

    public Interest? Find(in Alternative wanted)
    {
        for (var interest = First; interest is not null; interest = interest.Next)
            if (interest.IsSameAs(wanted)) return interest;
        return null;
    }

    public Interest Add(in Alternative wanted)
    {
        Count++;
        return First = new(this, wanted) { Next = First };
    }

    public void Remove(Interest interest)
    {
        Count--;
        if (ReferenceEquals(First, interest))
        {
            First = interest.Next;
            return;
        }

        var before = First!;
        while (!ReferenceEquals(before.Next, interest)) before = before.Next!;
        before.Next = interest.Next;
    }
}
