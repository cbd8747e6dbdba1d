using System.Collections.Concurrent;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Waiting;

/// <summary>
/// The followers that wait, found by what they wait for. The commit thread looks up the terms of what has become durable, and wakes those
/// that an event concerns: an append costs the same however many wait for something else. It takes the lock only where it finds a follower.
/// </summary>
/// <remarks>
/// An entry stays until its follower leaves; an event only takes it out of the list of those to be woken, and arming the wait again puts it
/// back. So a wake-up costs one entry, however many alternatives the query has.
/// </remarks>
internal sealed class WaitingFollowers
{
    private readonly Lock _changing = new();        // guards all lists, and which waits are armed
    // changed under the lock; the commit thread reads it without
    private readonly ConcurrentDictionary<ulong, TermInterests> _byTerm = [];
    private readonly Interest _everything = new TermInterests(0).Add(default);          // Query.All
    private int _armed;
    private long _wakeUps;

    /// <summary>True if a follower waits.</summary>
    public bool Any => Volatile.Read(ref _armed) > 0;

    /// <summary>How many waits were ended by an event that may match, by a fault or by the log's close.</summary>
    public long WakeUps => Volatile.Read(ref _wakeUps);

    /// <summary>The number of terms under which followers are found, waiting or not.</summary>
    public int Terms => _byTerm.Count;

    /// <summary>Has a wait end at the next event that may match.</summary>
    /// <remarks>Returns behind a full fence: what the caller does not see of the log afterwards wakes it.</remarks>
    public void Arm(FollowerWait wait)
    {
        if (wait.Entries is null) Enter(wait);
        var isArmed = false;
        while (!isArmed)
        {
            lock (_changing)            // for one entry at a time: the commit thread never waits for a long query
            {
                if (wait.Unfiled is { } entry)
                {
                    wait.Unfiled = entry.NextUnfiled;
                    entry.NextUnfiled = null;
                    entry.Interest!.File(entry);
                }
                else
                {
                    wait.IsArmed = isArmed = true;
                    Volatile.Write(ref _armed, _armed + 1);
                }
            }
        }

        Interlocked.MemoryBarrier();
    }

    /// <returns>False when the wait has ended already, or is about to.</returns>
    public bool TryDisarm(FollowerWait wait)
    {
        lock (_changing)
        {
            if (!wait.IsArmed) return false;
            wait.IsArmed = false;
            Volatile.Write(ref _armed, _armed - 1);
            return true;
        }
    }

    /// <summary>True if nothing that concerns the follower was announced since its wait was armed.</summary>
    public bool IsArmed(FollowerWait wait)
    {
        lock (_changing) return wait.IsArmed;
    }

    /// <summary>Forgets a follower, whose wait is not armed. One that is armed again later enters again.</summary>
    public void Leave(FollowerWait wait)
    {
        if (Interlocked.Exchange(ref wait.Entries, null) is not { } entries) return;
        foreach (var entry in entries)
        {
            lock (_changing)
            {
                var interest = entry.Interest!;
                if (entry.IsFiled) interest.Unfile(entry);
                entry.Interest = null;
                if (--interest.Followers == 0 && interest != _everything) Remove(interest);
            }
        }

        wait.Unfiled = null;
    }

    /// <summary>
    /// Wakes the followers that are concerned by events which have become durable. For the commit thread, which has published them before,
    /// behind a full fence: a follower that is not found here sees them.
    /// </summary>
    /// <param name="view">The log; at least as new as the events.</param>
    /// <param name="first">The position of the first event.</param>
    /// <param name="last">The position of the last one.</param>
    public void Announce(LogView view, long first, long last)
    {
        FollowerWait? woken = null;
        if (_everything.Home.Filed > 0)
            lock (_changing) Wake(_everything, ref woken);
        for (var i = view.Parts.Length - 1; i >= 0 && first <= last && Any; i--)
        {
            var part = view.Parts[i];
            if (part.First > last) continue;
            if (part is not TailPart { Index: var index }) break;
            var (local, end) = ((int)(Math.Max(first, part.First) - part.First), (int)(last - part.First));
            for (; local <= end && Any; local++) Announce(index, local, ref woken);
            last = part.First - 1;
        }

        // A segment was filled and sealed meanwhile: its terms are on disk, where the commit thread does not look.
        if (first <= last && Any) WakeAll(ref woken);
        Release(woken);
    }

    /// <summary>Ends all waits: the log was closed, writing has failed, or tags of old events have changed.</summary>
    public void End()
    {
        FollowerWait? woken = null;
        WakeAll(ref woken);
        Release(woken);
    }

    private void Announce(TailIndex index, int local, ref FollowerWait? woken)
    {
        var e = index[local];
        for (var i = e.FirstPosting; i < e.FirstPosting + e.Terms; i++)
        {
            if (!_byTerm.TryGetValue(index.Posting(i).Term, out var interests) || interests.Filed == 0) continue;
            lock (_changing)
            {
                for (var interest = interests.First; interest is not null; interest = interest.Next)
                    if (interest.Covers(index, local)) Wake(interest, ref woken);
            }
        }
    }

    private void WakeAll(ref FollowerWait? woken)
    {
        lock (_changing)
        {
            Wake(_everything, ref woken);
            foreach (var (_, interests) in _byTerm)
                for (var interest = interests.First; interest is not null; interest = interest.Next) Wake(interest, ref woken);
        }
    }

    /// <summary>
    /// Takes out all entries of an interest, under the lock. A follower whose wait is not armed is about to look at the log, and is only to
    /// be filed again.
    /// </summary>
    private void Wake(Interest interest, ref FollowerWait? woken)
    {
        while (interest.TakeFiled() is { } entry)
        {
            var wait = entry.Wait;
            entry.NextUnfiled = wait.Unfiled;
            wait.Unfiled = entry;
            if (!wait.IsArmed) continue;
            wait.IsArmed = false;
            Volatile.Write(ref _armed, _armed - 1);
            Volatile.Write(ref _wakeUps, _wakeUps + 1);
            wait.NextWoken = woken;
            woken = wait;
        }
    }

    /// <summary>One item of the thread pool wakes them all: the commit thread pays for one hand-over.</summary>
    private static void Release(FollowerWait? woken)
    {
        if (woken is not null) ThreadPool.UnsafeQueueUserWorkItem(woken, preferLocal: false);
    }

    private void Enter(FollowerWait wait)
    {
        var alternatives = wait.Query.Alternatives;
        var entries = new InterestEntry[wait.Query.IsAll ? 1 : alternatives.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i] = new(wait) { NextUnfiled = i == 0 ? null : entries[i - 1] };
            lock (_changing)
            {
                entry.Interest = wait.Query.IsAll ? _everything : FindOrAdd(alternatives[i]);
                entry.Interest.Followers++;
            }
        }

        wait.Entries = entries;
        wait.Unfiled = entries[^1];
    }

    /// <summary>
    /// An event that matches has all terms of the alternative, so it is enough to be found under one. That is the one under which the
    /// fewest are found yet: 10,000 followers that share a tag, and have one of their own too, come to lie under their own.
    /// </summary>
    private Interest FindOrAdd(in Alternative wanted)
    {
        TermInterests? home = null;
        foreach (var term in wanted.All)
        {
            if (!_byTerm.TryGetValue(term, out var interests)) interests = new(term);
            if (interests.Find(wanted) is { } known) return known;
            if (home is null || interests.Count < home.Count) home = interests;
        }

        _byTerm.TryAdd(home!.Term, home);
        return home.Add(wanted);
    }

    private void Remove(Interest interest)
    {
        interest.Home.Remove(interest);
        if (interest.Home.Count == 0) _byTerm.TryRemove(interest.Home.Term, out _);
    }
}
