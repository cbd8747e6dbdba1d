using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.Waiting;

/// <summary>
/// One alternative of a query, and the followers that wait for it. Followers that wait for the same share one, so that an event is compared
/// with each alternative once, however many wait for it. Only <see cref="WaitingFollowers"/> touches it, under its lock.
/// </summary>
/// <param name="home">The term under which it is found.</param>
/// <param name="wanted">The alternative; without meaning for <see cref="Query.All"/>.</param>
internal sealed class Interest(TermInterests home, Alternative wanted)
{
    private InterestEntry? _first;

    public TermInterests Home => home;

    public Alternative Wanted => wanted;

    /// <summary>The next of the same term.</summary>
    public Interest? Next { get; set; }

    /// <summary>How many followers have an entry here, filed or not.</summary>
    public int Followers { get; set; }

    /// <summary>True if an event has what is wanted, as far as hashes tell.</summary>
    public bool Covers(TailIndex index, int local)
    {
        foreach (var term in wanted.All)
            if (!index.Has(local, term)) return false;
        if (wanted.AnyType.IsEmpty) return true;
        foreach (var type in wanted.AnyType)
            if (index.Has(local, type)) return true;
        return false;
    }

    public bool IsSameAs(in Alternative other) =>
        wanted.All.AsSpan().SequenceEqual(other.All.AsSpan()) && wanted.AnyType.AsSpan().SequenceEqual(other.AnyType.AsSpan());

    public void File(InterestEntry entry)
    {
        entry.IsFiled = true;
        entry.Next = _first;
        if (_first is not null) _first.Previous = entry;
        _first = entry;
        home.Filed++;
    }

    public void Unfile(InterestEntry entry)
    {
        entry.IsFiled = false;
        if (entry.Next is not null) entry.Next.Previous = entry.Previous;
        if (entry.Previous is null) _first = entry.Next;
        else entry.Previous.Next = entry.Next;
        entry.Next = entry.Previous = null;
        home.Filed--;
    }

    /// <summary>Takes out an entry, any of those that are filed.</summary>
    /// <returns>Null when there is none.</returns>
    public InterestEntry? TakeFiled()
    {
        var entry = _first;
        if (entry is not null) Unfile(entry);
        return entry;
    }
}

/// <summary>
/// One follower's entry under one interest. It is filed while an event may wake the follower; the event that does takes it out.
/// </summary>
internal sealed class InterestEntry(FollowerWait wait)
{
    public FollowerWait Wait => wait;

    /// <summary>Null before the follower has entered and after it has left.</summary>
    public Interest? Interest { get; set; }

    public bool IsFiled { get; set; }

    public InterestEntry? Previous { get; set; }

    public InterestEntry? Next { get; set; }

    /// <summary>The next of the same follower that has to be filed again.</summary>
    public InterestEntry? NextUnfiled { get; set; }
}
